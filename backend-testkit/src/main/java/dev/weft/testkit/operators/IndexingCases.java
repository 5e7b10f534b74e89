package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.List;
import java.util.stream.Stream;

/** Operators that choose elements by index or condition. */
final class IndexingCases {
  private static final List<DataType> INDEX_TYPES =
      List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64);

  private IndexingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(
            take(),
            batchTake(),
            pick(),
            gather(),
            oneHot(),
            embedding(),
            Stream.of(sparseEmbedding()),
            where())
        .flatMap(part -> part)
        .map(OperatorCase::exact);
  }

  private static Stream<OperatorCase> take() {
    Choices choices = new Choices(14);
    Stream<OperatorCase> drawn =
        Choices.times(30)
            .mapToObj(
                number -> {
                  int rank = choices.between(1, 4);
                  int[] shape = choices.sizes(rank, 1, 6);
                  int axis = choices.between(-rank, rank - 1);
                  int size = shape[axis < 0 ? axis + rank : axis];
                  String mode = choices.of("clip", "wrap", "raise");
                  Fill indices =
                      mode.equals("raise") ? Fill.below(size) : Fill.integers(-2 * size, 2 * size);
                  return OperatorCase.of("take")
                      .with("axis", axis)
                      .with("mode", mode)
                      .input("a", Fill.normal(), shape)
                      .input(
                          "indices",
                          choices.of(INDEX_TYPES),
                          indices,
                          choices.sizes(choices.between(1, 3), 1, 4));
                });
    return Stream.concat(
        drawn,
        Stream.of(
            OperatorCase.of("take")
                .input("a", Fill.normal(), 7, 3)
                .input("indices", Fill.integers(-3, 9), 2, 4),
            OperatorCase.of("take")
                .input("indices0", Fill.below(5), 4)
                .parameter("table", Fill.normal(), 5, 3)
                .wired(
                    (graph, operator, inputs) ->
                        operator.node(graph, List.of(inputs.get(1), inputs.get(0))))));
  }

  private static Stream<OperatorCase> batchTake() {
    return Stream.of(
        OperatorCase.of("batch_take")
            .input("a", Fill.normal(), 4, 6)
            .input("indices", DataType.INT32, Fill.below(6), 4)
            .behindBlockGrad(),
        OperatorCase.of("batch_take")
            .input("a", Fill.normal(), 5, 1)
            .input("indices", DataType.INT32, Fill.below(1), 5)
            .behindBlockGrad());
  }

  private static Stream<OperatorCase> pick() {
    Choices choices = new Choices(15);
    return Choices.times(24)
        .mapToObj(
            number -> {
              int rank = choices.between(2, 4);
              int[] shape = choices.sizes(rank, 1, 6);
              int axis = choices.between(-rank, rank - 1);
              int place = axis < 0 ? axis + rank : axis;
              boolean keep = choices.coin();
              String mode = choices.of("clip", "wrap");
              int size = shape[place];
              return OperatorCase.of(number % 6 == 5 ? "choose_element_0index" : "pick")
                  .with("axis", axis)
                  .with("mode", mode)
                  .with("keepdims", keep)
                  .input("data", Fill.normal(), shape)
                  .input(
                      "index",
                      choices.of(INDEX_TYPES),
                      Fill.integers(mode.equals("clip") ? -size : 0, 2 * size - 1),
                      keep ? Shapes.with(shape, place, 1) : Shapes.without(shape, place));
            });
  }

  private static Stream<OperatorCase> gather() {
    return INDEX_TYPES.stream()
        .flatMap(
            type ->
                Stream.of(
                    OperatorCase.of("gather_nd")
                        .input("data", Fill.normal(), 3, 4, 5)
                        .input("indices", type, Fill.below(3), 2, 6),
                    OperatorCase.of("gather_nd")
                        .input("data", Fill.normal(), 3, 4, 5)
                        .input("indices", type, Fill.below(3), 3, 2, 4),
                    OperatorCase.of("gather_nd")
                        .input("data", Fill.normal(), 7, 2)
                        .input("indices", type, Fill.below(7), 1, 3),
                    OperatorCase.of("gather_nd")
                        .input("data", DataType.INT32, Fill.integers(-9, 9), 3, 2)
                        .input("indices", type, Fill.below(2), 2, 5)));
  }

  private static Stream<OperatorCase> oneHot() {
    return INDEX_TYPES.stream()
        .flatMap(
            type ->
                Stream.of(
                    OperatorCase.of("one_hot")
                        .with("depth", 7)
                        .input("indices", type, Fill.below(7), 4),
                    OperatorCase.of("one_hot")
                        .with("depth", 500)
                        .with("on_value", 22.4)
                        .with("off_value", 0.0)
                        .input("indices", type, Fill.below(500), 2, 3),
                    OperatorCase.of("one_hot")
                        .with("depth", 4)
                        .with("on_value", 2)
                        .with("off_value", -1)
                        .with("dtype", "int32")
                        .input("indices", type, Fill.integers(-1, 5), 3, 3)));
  }

  private static Stream<OperatorCase> embedding() {
    return INDEX_TYPES.stream()
        .flatMap(
            type ->
                Stream.of(
                    embedding(9, 4)
                        .input("data", type, Fill.below(9), 5)
                        .parameter("weight", Fill.normal(), 9, 4),
                    embedding(84, 16)
                        .with("dtype", "float32")
                        .with("sparse_grad", false)
                        .input("data", type, Fill.below(84), 2, 7)
                        .parameter("weight", Fill.normal(), 84, 16),
                    embedding(5, 1)
                        .input("data", type, Fill.integers(-2, 7), 1, 2, 4)
                        .parameter("weight", Fill.normal(), 5, 1)));
  }

  private static OperatorCase sparseEmbedding() {
    return embedding(9, 4)
        .named("_contrib_SparseEmbedding")
        .input("data", Fill.below(9), 5)
        .parameter("weight", Fill.normal(), 9, 4);
  }

  private static OperatorCase embedding(int rows, int width) {
    return OperatorCase.of("Embedding").with("input_dim", rows).with("output_dim", width);
  }

  private static Stream<OperatorCase> where() {
    Stream<OperatorCase> whole =
        INDEX_TYPES.stream()
            .flatMap(
                type ->
                    Shapes.FEW.stream()
                        .map(
                            shape ->
                                OperatorCase.of("where")
                                    .input("condition", type, Fill.integers(-1, 1), shape)
                                    .input("x", Fill.normal(), shape)
                                    .input("y", Fill.normal(), shape)));
    Stream<OperatorCase> rows =
        Stream.of(
            OperatorCase.of("where")
                .input("condition", Fill.below(2), 4)
                .input("x", Fill.normal(), 4, 3, 2)
                .input("y", Fill.normal(), 4, 3, 2),
            OperatorCase.of("where")
                .input("condition", Fill.of(0.5, 0, -0.25), 3, 3)
                .input("x", DataType.INT32, Fill.integers(-9, 9), 3, 3)
                .input("y", DataType.INT32, Fill.integers(-9, 9), 3, 3));
    return Stream.concat(whole, rows);
  }
}
