package dev.weft.nativesupport.predict;

import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Holds the tensors of a call against the signature. Immutable; thread-safe. */
final class CallChecks {
  private final ModelSignature signature;
  private final List<TensorSpec> required;

  CallChecks(ModelSignature signature) {
    this.signature = signature;
    this.required = signature.requiredInputs();
  }

  /** Puts inputs given by position into the order of the signature, and checks them. */
  List<Optional<Tensor>> inputs(List<Tensor> given) {
    Objects.requireNonNull(given, "inputs");
    List<TensorSpec> all = signature.inputs();
    boolean complete = given.size() == all.size();
    if (!complete && given.size() != required.size()) {
      throw new IllegalArgumentException(
          given.size()
              + (given.size() == 1
                  ? " input was given, expected "
                  : " inputs were given, expected ")
              + required.size()
              + (all.size() > required.size() ? ", or all " + all.size() : "")
              + ": "
              + signature.inputs());
    }
    List<Optional<Tensor>> ordered = new ArrayList<>(all.size());
    int next = 0;
    for (TensorSpec spec : all) {
      boolean leftOut = !complete && spec.optional();
      ordered.add(leftOut ? Optional.empty() : Optional.of(input(spec, given.get(next++))));
    }
    return ordered;
  }

  /** Puts inputs given by name into the order of the signature, and checks them. */
  List<Optional<Tensor>> inputs(Map<String, Tensor> given) {
    Objects.requireNonNull(given, "inputs");
    return ordered(given, CallChecks::input);
  }

  /** Puts shapes of inputs into the order of the signature, and checks them. */
  List<Optional<Shape>> shapes(Map<String, Shape> given) {
    Objects.requireNonNull(given, "inputShapes");
    return ordered(given, CallChecks::shape);
  }

  private <T> List<Optional<T>> ordered(
      Map<String, T> given, BiFunction<TensorSpec, T, T> checked) {
    requireComplete(given);
    List<Optional<T>> ordered = new ArrayList<>();
    for (TensorSpec spec : signature.inputs()) {
      ordered.add(
          given.containsKey(spec.name())
              ? Optional.of(checked.apply(spec, given.get(spec.name())))
              : Optional.empty());
    }
    return ordered;
  }

  private static Shape shape(TensorSpec spec, Shape shape) {
    Objects.requireNonNull(shape, () -> "shape of input '" + spec.name() + "'");
    if (!shape.isKnown()) {
      throw new IllegalArgumentException(
          "the shape of input '" + spec.name() + "' is " + shape + ", expected a known one");
    }
    requireShape(spec, shape);
    return shape;
  }

  /** Checks outputs given by position. */
  List<Optional<Tensor>> outputs(List<Tensor> given) {
    Objects.requireNonNull(given, "outputs");
    List<TensorSpec> all = signature.outputs();
    if (given.size() != all.size()) {
      throw new IllegalArgumentException(
          given.size()
              + (given.size() == 1
                  ? " output was given, expected "
                  : " outputs were given, expected ")
              + all.size()
              + ": "
              + all);
    }
    List<Optional<Tensor>> checked = new ArrayList<>(all.size());
    for (int i = 0; i < given.size(); i++) {
      checked.add(Optional.of(output(all.get(i), given.get(i))));
    }
    requireDistinct(checked);
    return checked;
  }

  /** Puts outputs given by name into the order of the signature, and checks them. */
  List<Optional<Tensor>> outputs(Map<String, Tensor> given) {
    Objects.requireNonNull(given, "outputs");
    requireKnown("output", given, signature.outputs());
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          "no output was given, expected at least one of " + signature.outputs());
    }
    List<Optional<Tensor>> checked =
        signature.outputs().stream()
            .map(
                spec ->
                    given.containsKey(spec.name())
                        ? Optional.of(output(spec, given.get(spec.name())))
                        : Optional.<Tensor>empty())
            .toList();
    requireDistinct(checked);
    return checked;
  }

  /** One tensor cannot hold two outputs. */
  private void requireDistinct(List<Optional<Tensor>> outputs) {
    for (int i = 1; i < outputs.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (outputs.get(i).isPresent() && isSame(outputs.get(i), outputs.get(j))) {
          throw new IllegalArgumentException(
              "outputs '"
                  + signature.outputs().get(j).name()
                  + "' and '"
                  + signature.outputs().get(i).name()
                  + "' are the same tensor, expected one for each");
        }
      }
    }
  }

  private static boolean isSame(Optional<Tensor> one, Optional<Tensor> other) {
    return one.orElse(null) == other.orElse(null);
  }

  private void requireComplete(Map<String, ?> given) {
    requireKnown("input", given, signature.inputs());
    List<String> missing =
        required.stream().map(TensorSpec::name).filter(name -> !given.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "missing input"
              + (missing.size() == 1 ? " " : "s ")
              + quoted(missing)
              + ", expected "
              + required);
    }
  }

  private static void requireKnown(String kind, Map<String, ?> given, List<TensorSpec> specs) {
    for (String name : given.keySet()) {
      if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
        throw new IllegalArgumentException(
            "unknown " + kind + " '" + name + "', expected one of " + specs);
      }
    }
  }

  private static Tensor input(TensorSpec spec, Tensor tensor) {
    requireType("input", spec, tensor);
    requireShape(spec, tensor.shape());
    return tensor;
  }

  private static void requireShape(TensorSpec spec, Shape shape) {
    requireAccepted(spec, shape);
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.dimension(axis) == 0) {
        throw new IllegalArgumentException(
            "input '"
                + spec.name()
                + "' has the shape "
                + shape
                + ", whose dimension "
                + axis
                + " is 0, expected at least 1");
      }
    }
  }

  /** The shape is held against that of the results, which the context knows. */
  private static Tensor output(TensorSpec spec, Tensor tensor) {
    requireType("output", spec, tensor);
    if (tensor.buffer().isReadOnly()) {
      throw new IllegalArgumentException(
          "output '" + spec.name() + "' is over a read-only buffer, expected a writable one");
    }
    return tensor;
  }

  private static void requireType(String kind, TensorSpec spec, Tensor tensor) {
    Objects.requireNonNull(tensor, () -> kind + " '" + spec.name() + "'");
    if (tensor.dataType() != spec.dataType()) {
      throw new IllegalArgumentException(
          kind
              + " '"
              + spec.name()
              + "' is of type "
              + tensor.dataType()
              + ", expected "
              + spec.dataType());
    }
  }

  private static void requireAccepted(TensorSpec spec, Shape actual) {
    Shape expected = spec.shape();
    if (expected.accepts(actual)) {
      return;
    }
    String where =
        expected.rank() != actual.rank()
            ? " of rank " + actual.rank() + ", expected rank " + expected.rank() + ": "
            : ", expected ";
    throw new IllegalArgumentException(
        "input '" + spec.name() + "' has the shape " + actual + where + expected);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
