package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.weft.InferenceException;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.CaseInput;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.operators.OperatorCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs without elements are computed, or refused by an error that says so. */
public abstract class EmptyInputsConformance extends BackendConformance {

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected EmptyInputsConformance(ConformanceSubject subject) {
    super(subject);
  }

  static Stream<OperatorCase> cases() {
    Set<String> seen = new HashSet<>();
    return OperatorCatalogue.cases()
        .filter(one -> one.arguments().stream().anyMatch(EmptyInputsConformance::isGiven))
        .filter(one -> !one.operator().equals("softmax_cross_entropy"))
        .filter(one -> seen.add(one.operator()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void emptyInputsAreComputedOrRefused(OperatorCase operator) {
    for (int axis = 0; axis < 4; axis++) {
      OperatorCase all = operator;
      int emptied = 0;
      for (int input = 0; input < operator.arguments().size(); input++) {
        CaseInput argument = operator.arguments().get(input);
        if (isGiven(argument) && axis < argument.shape().size()) {
          check(emptied(operator, input, axis));
          all = emptied(all, input, axis);
          emptied++;
        }
      }
      if (emptied > 1) {
        check(all);
      }
    }
  }

  private static boolean isGiven(CaseInput input) {
    return input.role() == CaseInput.Role.CALL && !input.shape().isEmpty();
  }

  private static OperatorCase emptied(OperatorCase operator, int input, int axis) {
    List<CaseInput> arguments = new ArrayList<>(operator.arguments());
    CaseInput argument = arguments.get(input);
    List<Integer> shape = new ArrayList<>(argument.shape());
    shape.set(axis, 0);
    arguments.set(
        input,
        new CaseInput(argument.name(), argument.role(), argument.type(), shape, Fill.constant(0)));
    return new OperatorCase(
        operator.operator(),
        operator.attributes(),
        arguments,
        operator.outputs(),
        operator.wiring(),
        operator.tolerance(),
        operator.finite(),
        operator.note(),
        operator.standIn());
  }

  private void check(OperatorCase operator) {
    try (ThreadSafePredictor predictor = open(operator.model())) {
      predictor.predict(operator.inputs()).forEach(Tensor::toDoubleArray);
    } catch (IllegalArgumentException | InferenceException e) {
      assertNotNull(e.getMessage(), operator::toString);
    } catch (RuntimeException e) {
      throw new AssertionError(operator + " fails: " + e, e);
    }
  }
}
