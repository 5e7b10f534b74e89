package dev.weft.testkit.operators;

import dev.weft.DataType;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.CaseInput.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Softmax in all its forms, and the heads of trained models. */
final class LossCases {

  private LossCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(softmax(), masked(), hidden(), undefined(), outputs(), activation(), heads())
        .flatMap(part -> part);
  }

  private static Stream<OperatorCase> softmax() {
    Choices choices = new Choices(13);
    return Stream.of("softmax", "log_softmax", "softmin")
        .flatMap(
            name ->
                Choices.times(25)
                    .mapToObj(
                        number -> {
                          int rank = choices.between(1, 5);
                          // For a single element libmxnet answers 1.4e-6 instead of 0.
                          int least = name.equals("log_softmax") ? 2 : 1;
                          OperatorCase made =
                              OperatorCase.of(name)
                                  .input("data", Fill.normal(4), choices.sizes(rank, least, 7));
                          made =
                              number == 0
                                  ? made
                                  : made.with("axis", choices.between(-rank, rank - 1));
                          return choices.oneIn(4)
                              ? made.with("temperature", choices.of("0.5", "2.0", "1.0"))
                              : made;
                        }));
  }

  private static Stream<OperatorCase> masked() {
    return Stream.of(DataType.INT32, DataType.INT64)
        .flatMap(
            type ->
                Stream.of(
                    OperatorCase.of("softmax")
                        .with("use_length", true)
                        .with("axis", -1)
                        .input("data", Fill.normal(3), 3, 7)
                        .input("length", type, Fill.integers(1, 7), 3),
                    OperatorCase.of("softmax")
                        .with("use_length", true)
                        .with("axis", 1)
                        .input("data", Fill.normal(3), 2, 5, 4)
                        .input("length", type, Fill.integers(1, 5), 2, 4),
                    OperatorCase.of("softmax")
                        .with("use_length", true)
                        .with("axis", -1)
                        .with("temperature", 2.0)
                        .input("data", Fill.normal(3), 2, 3, 5, 5)
                        .input("length", type, Fill.integers(1, 5), 2, 3, 5)));
  }

  /** Negative infinity hides an element; where it hides a whole row, nothing is defined. */
  private static Stream<OperatorCase> hidden() {
    double none = Double.NEGATIVE_INFINITY;
    Fill rows = Fill.of(1, none, 3, 4, none, none, none, 2, none, none, none, none, 5, 4, none, 2);
    Fill columns =
        Fill.of(1, none, none, 5, none, none, none, 4, 3, none, none, none, 4, 2, none, 2);
    return Stream.concat(
            Stream.of("softmax", "log_softmax")
                .flatMap(
                    name ->
                        Stream.of(
                            OperatorCase.of(name).input("data", rows, 8, 4),
                            OperatorCase.of(name)
                                .with("temperature", "2.0")
                                .input("data", rows, 4, 4),
                            OperatorCase.of(name).with("axis", 0).input("data", columns, 4, 4))),
            Stream.of(
                OperatorCase.of("SoftmaxOutput").input("data", rows, 4, 4).leftOut("label"),
                OperatorCase.of("SoftmaxActivation").input("data", rows, 4, 4)))
        .map(OperatorCase::notFinite);
  }

  /** Rows with positive infinity, or with what is not a number. */
  private static Stream<OperatorCase> undefined() {
    double infinity = Double.POSITIVE_INFINITY;
    Fill few =
        Fill.rows(
            "four, of which some are none",
            (random, number, row) -> {
              double[][] rows = {
                {1, 2, 3, 4},
                {Double.NaN, 1, 2, 3},
                {infinity, 1, 2, 3},
                {infinity, infinity, 1, 2},
                {-infinity, 1, infinity, 2},
                {1, 2, 3, Double.NaN},
                {5, -infinity, Double.NaN, 1},
                {-infinity, -infinity, -infinity, Double.NaN},
                {0, 200, 1, 2}
              };
              System.arraycopy(rows[number % rows.length], 0, row, 0, row.length);
            });
    Fill many =
        Fill.rows(
            "many, of which one is none",
            (random, number, row) -> {
              for (int i = 0; i < row.length; i++) {
                row[i] = 4 * random.nextGaussian();
              }
              if (number % 4 != 3) {
                row[number * 13 % row.length] = number % 2 == 0 ? Double.NaN : infinity;
              }
            });
    return Stream.of("softmax", "log_softmax", "softmin", "SoftmaxOutput", "SoftmaxActivation")
        .map(OperatorCase::of)
        .flatMap(
            one ->
                Stream.of(one.input("data", few, 9, 4), one.input("data", many, 8, 43))
                    .flatMap(LossCases::forms))
        .map(OperatorCase::notFinite);
  }

  private static Stream<OperatorCase> forms(OperatorCase rows) {
    return rows.operator().startsWith("Softmax")
        ? Stream.of(lastAxis(rows))
        : Stream.of(lastAxis(rows), rows.with("temperature", "2.0"), middleAxis(rows));
  }

  /** The same rows along an axis that is not the last. */
  private static OperatorCase middleAxis(OperatorCase one) {
    List<Integer> shape = one.arguments().get(0).shape();
    return OperatorCase.of(one.operator())
        .with("axis", 1)
        .input("data", one.arguments().get(0).fill(), shape.get(0), shape.get(1), 1);
  }

  private static OperatorCase lastAxis(OperatorCase rows) {
    OperatorCase along =
        OperatorCase.of(rows.operator().startsWith("Softmax") ? "softmax" : rows.operator())
            .with("axis", 1)
            .input("data", rows.arguments().get(0).fill(), 1)
            .wired(
                (graph, self, inputs) -> {
                  Output longer =
                      graph.node(
                          "expand_dims", "longer", Map.of("axis", "2"), List.of(inputs.get(0)));
                  Output softmax = self.node(graph, List.of(longer)).get(0);
                  return List.of(
                      graph.node("Reshape", "rows", Map.of("shape", "(0, -1)"), List.of(softmax)));
                });
    OperatorCase made =
        rows.operator().equals("SoftmaxOutput") ? rows.leftOut("operator_label") : rows;
    return made.expectedOf(
        along, "over the last axis libmxnet with oneDNN makes 0 of a part of such a row");
  }

  private static OperatorCase head(String operator, int... shape) {
    return OperatorCase.of(operator).input("data", Fill.normal(3), shape).leftOut("operator_label");
  }

  private static Stream<OperatorCase> outputs() {
    return Stream.of(
        head("SoftmaxOutput", 3, 10)
            .with("grad_scale", 1)
            .with("ignore_label", -1)
            .with("multi_output", false)
            .with("normalization", "null")
            .with("out_grad", false)
            .with("preserve_shape", false)
            .with("smooth_alpha", 0)
            .with("use_ignore", false),
        head("SoftmaxOutput", 1, 1),
        head("SoftmaxOutput", 2, 5).with("normalization", "valid").with("use_ignore", true),
        head("SoftmaxOutput", 2, 5, 7).with("multi_output", true),
        head("SoftmaxOutput", 2, 5, 3, 4).with("multi_output", true),
        head("SoftmaxOutput", 2, 5, 7).with("preserve_shape", true),
        head("SoftmaxOutput", 2, 3, 4, 5).with("preserve_shape", true),
        head("SoftmaxOutput", 2, 5, 3),
        flattened(head("SoftmaxOutput", 2, 3, 4, 5)),
        flattened(head("SoftmaxOutput", 1, 7, 1, 1)),
        head("Softmax", 3, 10).with("multi_output", false).with("grad_scale", 1),
        labelled("SoftmaxOutput", new int[] {4, 6}, 4),
        labelled("SoftmaxOutput", new int[] {4, 6}, 4, 6),
        labelled("SoftmaxOutput", new int[] {2, 3, 4}, 2, 3).with("preserve_shape", true),
        labelled("SoftmaxOutput", new int[] {2, 3, 4}, 2, 3, 4).with("preserve_shape", true),
        labelled("SoftmaxOutput", new int[] {2, 3, 4, 5}, 2, 20).with("multi_output", true),
        labelled("SoftmaxOutput", new int[] {2, 3, 4, 5}, 2, 4, 5).with("multi_output", true),
        labelled("SoftmaxOutput", new int[] {2, 3, 4, 5}, 2, 1, 4, 5).with("multi_output", true),
        behindDense("SoftmaxOutput", 3),
        behindDense("SoftmaxOutput", 3, 1));
  }

  private static OperatorCase labelled(String operator, int[] data, int... label) {
    return OperatorCase.of(operator)
        .input("data", Fill.normal(3), data)
        .input("label", Fill.below(2), label);
  }

  /** Of one hidden unit, so that more than the rank of the data is known before a call. */
  private static OperatorCase behindDense(String operator, int... label) {
    return OperatorCase.of(operator)
        .input("data", Fill.normal(3), 3, 4)
        .input("label", Fill.below(2), label)
        .parameter("weight", Fill.normal(), 1, 4)
        .wired(
            (graph, self, inputs) -> {
              Output dense =
                  graph.node(
                      "FullyConnected",
                      "dense",
                      Map.of("num_hidden", "1", "no_bias", "True"),
                      List.of(inputs.get(0), inputs.get(2)));
              return self.node(graph, List.of(dense, inputs.get(1)));
            });
  }

  /** Documented as a softmax over all but the first axis. */
  private static OperatorCase flattened(OperatorCase images) {
    OperatorCase rows =
        images.wired(
            (graph, operator, inputs) -> {
              Output flat = graph.node("Flatten", "flat", Map.of(), List.of(inputs.get(0)));
              Output softmax = operator.node(graph, List.of(flat, inputs.get(1))).get(0);
              return List.of(
                  graph.node("reshape_like", "shaped", Map.of(), List.of(softmax, inputs.get(0))));
            });
    return images.expectedOf(
        rows, "libmxnet with oneDNN takes the softmax of four dimensions over the last axis");
  }

  private static Stream<OperatorCase> activation() {
    return Stream.of(
        OperatorCase.of("SoftmaxActivation").input("data", Fill.normal(3), 3, 7),
        OperatorCase.of("SoftmaxActivation").input("data", Fill.normal(3), 3, 2, 4),
        OperatorCase.of("SoftmaxActivation")
            .with("mode", "instance")
            .input("data", Fill.normal(3), 3, 2, 4, 5),
        OperatorCase.of("SoftmaxActivation")
            .with("mode", "channel")
            .input("data", Fill.normal(3), 3, 2, 4, 5),
        OperatorCase.of("SoftmaxActivation")
            .with("mode", "channel")
            .input("data", Fill.normal(3), 3, 5, 4));
  }

  private static Stream<OperatorCase> heads() {
    Stream<OperatorCase> regressions =
        Stream.of("LinearRegressionOutput", "LogisticRegressionOutput", "MAERegressionOutput")
            .flatMap(
                name ->
                    Stream.of(
                        head(name, 3, 4).with("grad_scale", "1.0"),
                        head(name, 3, 1).with("grad_scale", 0.5),
                        head(name, 2, 3, 4, 5),
                        labelled(name, new int[] {3, 1}, 3),
                        labelled(name, new int[] {3, 1}, 3, 1),
                        labelled(name, new int[] {2, 3, 4}, 2, 12),
                        behindDense(name, 3),
                        behindDense(name, 3, 1),
                        OperatorCase.of(name)
                            .input("data", Fill.normal(), 3, 4)
                            .argument(
                                "label", Role.CALL, DataType.FLOAT32, Fill.uniform(0, 1), 3, 4)));
    Stream<OperatorCase> others =
        Stream.of(
            head("SVMOutput", 3, 5),
            labelled("SVMOutput", new int[] {2, 3, 5}, 2, 3),
            head("SVMOutput", 3, 5).with("margin", 0.5).with("use_linear", true),
            OperatorCase.of("MakeLoss")
                .with("grad_scale", 0)
                .with("normalization", "valid")
                .input("data", Fill.normal(), 3, 4)
                .exact(),
            OperatorCase.of("MakeLoss")
                .with("grad_scale", "1.0")
                .input("data", Fill.normal(), 2, 3, 4)
                .exact(),
            OperatorCase.of("softmax_cross_entropy")
                .input("data", Fill.normal(), 4, 6)
                .input("label", Fill.below(6), 4));
    Stream<OperatorCase> dropped =
        Stream.of(
                OperatorCase.of("Dropout").with("p", 0.2),
                OperatorCase.of("Dropout").with("p", 0.5).with("axes", "()"),
                OperatorCase.of("Dropout")
                    .with("p", 0.1)
                    .with("mode", "training")
                    .with("cudnn_off", false),
                OperatorCase.of("Dropout").with("p", 0).with("mode", "always"),
                OperatorCase.of("Dropout"))
            .map(one -> one.input("data", Fill.normal(), 2, 3, 4).exact());
    OperatorCase sparse =
        OperatorCase.of("IdentityAttachKLSparseReg")
            .input("data", Fill.uniform(0.1, 0.9), 3, 4)
            .auxiliary("operator_moving_avg", Fill.constant(0.5), 4)
            .exact();
    return Stream.of(regressions, others, dropped, Stream.of(sparse)).flatMap(part -> part);
  }
}
