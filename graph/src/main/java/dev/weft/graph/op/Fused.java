package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An operator and what is done to its result before it is stored. Inputs are those of the operator,
 * followed by those of the post-operations in their order.
 *
 * @param base the operator, of one output
 * @param baseInputs the number of its inputs
 * @param postOps what is done to its result
 */
public record Fused(Op base, int baseInputs, List<PostOp> postOps) implements Op {
  /**
   * Copies the list.
   *
   * @param base the operator
   * @param baseInputs the number of its inputs
   * @param postOps what is done to its result
   */
  public Fused {
    postOps = List.copyOf(postOps);
  }

  @Override
  public String operator() {
    return base.operator()
        + postOps.stream().map(Fused::name).collect(Collectors.joining("+", "+", ""));
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return base.infer(inputs.subList(0, baseInputs));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    List<Shape> shapes = new ArrayList<>(base.inferInputs(inputs.subList(0, baseInputs), outputs));
    int next = baseInputs;
    for (PostOp postOp : postOps) {
      for (int i = 0; i < postOp.inputs(); i++) {
        boolean prelu = postOp instanceof PostOp.Prelu;
        shapes.add(prelu ? inputs.get(next).shape() : outputs.get(0).shape());
        next++;
      }
    }
    return shapes;
  }

  private static String name(PostOp postOp) {
    if (postOp instanceof PostOp.Elementwise elementwise) {
      return elementwise.op().operator();
    }
    if (postOp instanceof PostOp.Combination combination) {
      return combination.function().name().toLowerCase(Locale.ROOT);
    }
    return postOp instanceof PostOp.Sum ? "sum" : "prelu";
  }
}
