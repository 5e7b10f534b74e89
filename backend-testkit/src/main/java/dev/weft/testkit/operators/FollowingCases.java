package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Operators behind one with weights, where both become one step, or one decides on a layout. */
final class FollowingCases {
  private FollowingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(slopes(), onePixel()).flatMap(part -> part);
  }

  /** A product of the last axis alone, whose second axis has slopes. */
  private static Stream<OperatorCase> slopes() {
    Map<String, String> dense = Map.of("num_hidden", "4", "flatten", "False", "no_bias", "True");
    return Stream.of(new int[] {2, 4, 5}, new int[] {2, 3, 5}, new int[] {1, 8, 6, 7})
        .flatMap(
            shape ->
                Stream.of(shape[1], 1)
                    .map(
                        slopes ->
                            OperatorCase.of("LeakyReLU")
                                .with("act_type", "prelu")
                                .input("data", Fill.normal(), shape)
                                .parameter("gamma", Fill.uniform(-0.2, 0.5), slopes)
                                .parameter("weight", Fill.normal(), 4, shape[shape.length - 1])))
        .map(slope -> behind("FullyConnected", dense, slope));
  }

  /** An image of one pixel is in row-major order, and has its channels last. */
  private static Stream<OperatorCase> onePixel() {
    return Stream.of(3, 4, 5, 16)
        .map(
            channels ->
                OperatorCase.of("UpSampling")
                    .with("scale", 2)
                    .with("sample_type", "nearest")
                    .with("num_args", 1)
                    .input("data", Fill.normal(), 2, 3, 2, 2)
                    .parameter("weight", Fill.normal(), channels, 3, 2, 2))
        .map(
            image -> {
              int channels = image.arguments().get(1).shape().get(0);
              String filters = Integer.toString(channels);
              return behind(
                  "Convolution",
                  Map.of("kernel", "(2, 2)", "num_filter", filters, "no_bias", "True"),
                  image);
            });
  }

  /** Puts a case behind an operator, which reads its data, and its last argument as weights. */
  private static OperatorCase behind(
      String operator, Map<String, String> attributes, OperatorCase one) {
    int last = one.arguments().size() - 1;
    return one.with("__weft_case__", "behind " + operator)
        .wired(
            (graph, self, inputs) -> {
              Output before =
                  graph.node(
                      operator, "before", attributes, List.of(inputs.get(0), inputs.get(last)));
              List<Output> operands = new ArrayList<>(inputs.subList(0, last));
              operands.set(0, before);
              return self.node(graph, operands);
            });
  }
}
