package dev.weft.testkit.conformance;

import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.operators.ValueGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tests of single operators have in common: inputs that are drawn the same in every run, and
 * {@link OperatorCheck}, which holds answers against the reference. A test is skipped where the
 * reference is not present.
 */
public abstract class OperatorChecks extends BackendConformance {
  final ValueGenerator values = new ValueGenerator();

  OperatorChecks(ConformanceSubject subject) {
    super(subject);
  }

  final OperatorCheck of(String operator, Map<String, String> attributes, Tensor... inputs) {
    return new OperatorCheck(this, operator, attributes, List.of(inputs), List.of(), 1);
  }

  /** Returns an operator with attributes given as names and values in turn. */
  final OperatorCheck of(String operator, String... attributes) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], attributes[i + 1]);
    }
    return of(operator, named);
  }

  static Shape s(long... dimensions) {
    return Shape.of(dimensions);
  }
}
