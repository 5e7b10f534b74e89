package dev.weft.backend.onednn.drawn;

import dev.weft.backend.onednn.drawn.DrawnModel.Kind;
import dev.weft.backend.onednn.drawn.DrawnModel.Value;
import dev.weft.testkit.operators.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of elements, reductions and products. */
final class MathSteps {
  private final Drawing drawing;

  MathSteps(Drawing drawing) {
    this.drawing = drawing;
  }

  private Optional<Value> any() {
    return drawing.find(shape -> true);
  }

  private int axis(Value value) {
    int axis = drawing.between(0, drawing.rank(value) - 1);
    return drawing.oneIn(4) ? axis - drawing.rank(value) : axis;
  }

  void unary() {
    any()
        .ifPresent(
            data -> {
              String operator =
                  drawing.of(
                      "abs",
                      "negative",
                      "square",
                      "tanh",
                      "sigmoid",
                      "relu",
                      "arctan",
                      "erf",
                      "softsign",
                      "exp",
                      "cbrt",
                      "sqrt",
                      "rsqrt",
                      "log");
              switch (operator) {
                case "exp" ->
                    drawing
                        .add("clip", Map.of("a_min", -2, "a_max", 2), data)
                        .ifPresent(held -> drawing.add("exp", Map.of(), held));
                case "cbrt", "sqrt", "rsqrt", "log" ->
                    drawing
                        .add("abs", Map.of(), data)
                        .flatMap(held -> drawing.add("_plus_scalar", Map.of("scalar", 0.5), held))
                        .ifPresent(held -> drawing.add(operator, Map.of(), held));
                default -> drawing.add(operator, Map.of(), data);
              }
            });
  }

  void number() {
    any()
        .ifPresent(
            data ->
                drawing.add(
                    drawing.of(
                        "_plus_scalar",
                        "_minus_scalar",
                        "_rminus_scalar",
                        "_mul_scalar",
                        "_div_scalar",
                        "_maximum_scalar",
                        "_minimum_scalar",
                        "_hypot_scalar"),
                    Map.of("scalar", drawing.of(0.5, -0.75, 1.0, 2.0, 0.3)),
                    data));
  }

  void binary() {
    any()
        .ifPresent(
            data -> {
              Value other = drawing.oneIn(6) ? data : drawing.like(data);
              String operator =
                  drawing.of(
                      "elemwise_add",
                      "elemwise_add",
                      "elemwise_mul",
                      "elemwise_sub",
                      "_maximum",
                      "_minimum",
                      "broadcast_add",
                      "broadcast_mul",
                      "broadcast_sub",
                      "_hypot",
                      "add_n",
                      "elemwise_div",
                      "broadcast_div");
              if (operator.endsWith("div")) {
                drawing
                    .add("sigmoid", Map.of(), other)
                    .flatMap(held -> drawing.add("_plus_scalar", Map.of("scalar", 0.5), held))
                    .ifPresent(divisor -> drawing.add(operator, Map.of(), data, divisor));
              } else if (operator.equals("add_n")) {
                List<Value> all = new ArrayList<>(List.of(data, other));
                for (int i = drawing.between(0, 2); i > 0; i--) {
                  all.add(drawing.like(data));
                }
                drawing.add("add_n", Map.of("num_args", all.size()), 1, all);
              } else if (drawing.coin()) {
                drawing.add(operator, Map.of(), data, other);
              } else {
                drawing.add(operator, Map.of(), other, data);
              }
            });
  }

  /** With an operand some of whose dimensions are 1. */
  void broadcast() {
    any()
        .ifPresent(
            data -> {
              String operator =
                  drawing.of(
                      "broadcast_add",
                      "broadcast_mul",
                      "broadcast_sub",
                      "broadcast_maximum",
                      "broadcast_minimum");
              Optional<Value> other = smaller(data);
              if (other.isEmpty()) {
                return;
              }
              if (drawing.coin()) {
                drawing.add(operator, Map.of(), data, other.get());
              } else {
                drawing.add(operator, Map.of(), other.get(), data);
              }
            });
  }

  private Optional<Value> smaller(Value data) {
    long[] dimensions = drawing.shape(data).dimensions();
    if (drawing.coin()) {
      return drawing.find(
          shape -> {
            boolean fits = shape.rank() == dimensions.length;
            for (int i = 0; fits && i < dimensions.length; i++) {
              long own = shape.dimension(i);
              fits = own == dimensions[i] || own == 1 || dimensions[i] == 1;
            }
            return fits && !shape.equals(drawing.shape(data));
          });
    }
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = drawing.coin() ? 1 : dimensions[i];
    }
    Kind kind = drawing.oneIn(3) ? Kind.INPUT : Kind.PARAMETER;
    return Optional.of(drawing.variable(kind, Fill.normal(), dimensions));
  }

  void reduction() {
    any()
        .ifPresent(
            data -> {
              Map<String, Object> attributes = new HashMap<>();
              attributes.put("axis", new long[] {axis(data)});
              if (drawing.oneIn(3) && drawing.rank(data) > 2) {
                attributes.put("axis", new long[] {drawing.rank(data) - 2, drawing.rank(data) - 1});
              }
              attributes.put("keepdims", drawing.coin() || drawing.rank(data) < 3);
              attributes.put("exclude", drawing.oneIn(5));
              drawing.add(drawing.of("mean", "sum", "max", "min", "mean"), attributes, data);
            });
  }

  void softmax() {
    any()
        .ifPresent(
            data -> {
              switch (drawing.between(0, 6)) {
                case 0, 1, 2 -> drawing.add("softmax", Map.of("axis", axis(data)), data);
                case 3 -> {
                  int axis = axis(data);
                  int place = axis < 0 ? axis + drawing.rank(data) : axis;
                  // A single element is 0 up to rounding.
                  if (drawing.size(data, place) > 1) {
                    drawing.add("log_softmax", Map.of("axis", axis), data);
                  }
                }
                case 4 -> drawing.add("softmin", Map.of("axis", axis(data)), data);
                case 5 -> {
                  if (drawing.rank(data) > 1) {
                    drawing.add(
                        "SoftmaxActivation",
                        Map.of("mode", drawing.rank(data) > 2 ? "channel" : "instance"),
                        data);
                  }
                }
                default ->
                    drawing.add("softmax", Map.of("axis", axis(data), "temperature", 2.0), data);
              }
            });
  }

  void layerNorm() {
    drawing
        .find(shape -> shape.rank() >= 2)
        .ifPresent(
            data -> {
              int axis = drawing.oneIn(4) ? axis(data) : -1;
              long size = drawing.size(data, axis < 0 ? axis + drawing.rank(data) : axis);
              // A single element less its mean is nothing but rounding.
              if (size > 1) {
                drawing.add(
                    "LayerNorm",
                    Map.of("axis", axis, "eps", 0.01),
                    data,
                    drawing.parameter(Fill.normal(), size),
                    drawing.parameter(Fill.normal(), size));
              }
            });
  }

  void dense() {
    drawing
        .find(shape -> shape.rank() >= 2)
        .ifPresent(
            data -> {
              boolean flatten = drawing.coin();
              long width =
                  flatten
                      ? drawing.shape(data).elementCount() / drawing.size(data, 0)
                      : drawing.size(data, drawing.rank(data) - 1);
              int hidden = drawing.between(1, 20);
              boolean bias = drawing.coin();
              List<Value> operands = new ArrayList<>();
              operands.add(data);
              operands.add(
                  drawing.parameter(Fill.normal(1 / Math.sqrt((double) width)), hidden, width));
              if (bias) {
                operands.add(drawing.parameter(Fill.normal(0.3), hidden));
              }
              drawing.add(
                  "FullyConnected",
                  Map.of("num_hidden", hidden, "flatten", flatten, "no_bias", !bias),
                  1,
                  operands);
            });
  }

  void product() {
    int rank = drawing.of(2, 3);
    drawing
        .find(shape -> shape.rank() == rank)
        .ifPresent(
            one -> {
              long width = drawing.size(one, rank - 1);
              long other = drawing.between(1, 7);
              boolean transposed = drawing.coin();
              Optional<Value> second =
                  drawing.find(
                      shape ->
                          shape.rank() == rank
                              && shape.dimension(transposed ? rank - 1 : rank - 2) == width
                              && (rank == 2 || shape.dimension(0) == drawing.size(one, 0)));
              Value right =
                  second.orElseGet(
                      () -> {
                        long rows = transposed ? other : width;
                        long columns = transposed ? width : other;
                        return rank == 2
                            ? drawing.parameter(Fill.normal(), rows, columns)
                            : drawing.parameter(Fill.normal(), drawing.size(one, 0), rows, columns);
                      });
              drawing.add(
                  rank == 2 ? "dot" : "batch_dot", Map.of("transpose_b", transposed), one, right);
            });
  }

  /** Elements chosen by whole numbers, which are inputs or parameters. */
  void choice() {
    any()
        .ifPresent(
            data -> {
              Kind kind = drawing.of(Kind.INPUT, Kind.PARAMETER);
              switch (drawing.between(0, 2)) {
                case 0 -> {
                  Value condition =
                      drawing.variable(kind, Fill.below(2), drawing.shape(data).dimensions());
                  drawing.add("where", Map.of(), condition, data, drawing.like(data));
                }
                case 1 -> {
                  int rows = drawing.between(2, 6);
                  Value indices =
                      drawing.variable(
                          kind, Fill.below(rows), drawing.between(1, 3), drawing.between(1, 4));
                  int width = drawing.between(1, 9);
                  drawing.add(
                      "Embedding",
                      Map.of("input_dim", rows, "output_dim", width),
                      indices,
                      drawing.parameter(Fill.normal(), rows, width));
                }
                default -> {
                  int axis = drawing.between(0, drawing.rank(data) - 1);
                  Value indices =
                      drawing.variable(
                          kind,
                          Fill.below(Math.toIntExact(drawing.size(data, axis))),
                          drawing.between(1, 3));
                  drawing.add("take", Map.of("axis", axis), data, indices);
                }
              }
            });
  }

  /** Some operators in double precision. */
  void doubles() {
    any()
        .ifPresent(
            data -> {
              Optional<Value> last = drawing.inner("Cast", Map.of("dtype", "float64"), data);
              for (int i = drawing.between(1, 3); i > 0; i--) {
                last = last.flatMap(this::inner);
              }
              last.ifPresent(value -> drawing.add("Cast", Map.of("dtype", "float32"), value));
            });
  }

  private Optional<Value> inner(Value data) {
    return switch (drawing.between(0, 7)) {
      case 0 -> drawing.inner("relu", Map.of(), data);
      case 1 -> drawing.inner("_mul_scalar", Map.of("scalar", 0.5), data);
      case 2 -> drawing.inner("elemwise_add", Map.of(), data, data);
      case 3 -> drawing.inner("Concat", Map.of("num_args", 2, "dim", 0), data, data);
      case 4 -> drawing.inner("transpose", Map.of(), data);
      case 5 -> drawing.inner("mean", Map.of("axis", axis(data), "keepdims", true), data);
      case 6 -> drawing.inner("Flatten", Map.of(), data);
      default -> drawing.inner("tanh", Map.of(), data);
    };
  }
}
