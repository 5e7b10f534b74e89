package dev.weft.backend.onednn.drawn;

import dev.weft.backend.onednn.drawn.DrawnModel.Kind;
import dev.weft.backend.onednn.drawn.DrawnModel.Step;
import dev.weft.backend.onednn.drawn.DrawnModel.Value;
import dev.weft.testkit.operators.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes a model smaller for as long as something is true of it. */
final class Shrinking {
  private Shrinking() {}

  static DrawnModel of(DrawnModel model, Predicate<DrawnModel> stays) {
    DrawnModel current = model;
    Optional<DrawnModel> next = Optional.of(model);
    while (next.isPresent()) {
      current = next.get();
      next = smaller(current).filter(stays).findFirst();
    }
    return current;
  }

  private static Stream<DrawnModel> smaller(DrawnModel model) {
    List<DrawnModel> all = new ArrayList<>();
    for (int i = 0; i < model.heads().size(); i++) {
      List<Value> heads = new ArrayList<>(model.heads());
      heads.remove(i);
      all.add(new DrawnModel(model.steps(), heads).pruned());
    }
    for (int i = model.steps().size() - 1; i >= 0; i--) {
      Step step = model.steps().get(i);
      if (step.kind() == Kind.OPERATOR && step.shapes().size() == 1) {
        for (Value operand : step.operands()) {
          if (model.shape(operand).equals(step.shapes().get(0))) {
            all.add(replacing(model, new Value(i, 0), operand));
          }
        }
        all.add(cut(model, i));
      }
    }
    return all.stream().filter(each -> weight(each) < weight(model) && !each.inputs(0).isEmpty());
  }

  private static long weight(DrawnModel model) {
    long operators = model.steps().stream().filter(step -> step.kind() == Kind.OPERATOR).count();
    return operators + model.steps().size() + model.heads().size();
  }

  /** Lets all who read a value read another one. */
  private static DrawnModel replacing(DrawnModel model, Value value, Value by) {
    List<Step> steps = new ArrayList<>();
    for (Step step : model.steps()) {
      steps.add(step.reading(replaced(step.operands(), value, by)));
    }
    return new DrawnModel(steps, replaced(model.heads(), value, by)).pruned();
  }

  private static List<Value> replaced(List<Value> values, Value value, Value by) {
    return values.stream().map(each -> each.equals(value) ? by : each).toList();
  }

  /** Makes an input of an operator. */
  private static DrawnModel cut(DrawnModel model, int place) {
    List<Step> steps = new ArrayList<>(model.steps());
    Step step = steps.get(place);
    long[] shape = step.shapes().get(0).dimensions();
    steps.set(place, Step.variable(Kind.INPUT, "cut" + step.name(), Fill.normal(), shape));
    return new DrawnModel(steps, model.heads()).pruned();
  }
}
