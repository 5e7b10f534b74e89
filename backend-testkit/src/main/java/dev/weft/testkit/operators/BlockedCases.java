package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Operators behind a convolution, whose result may lie in a layout of blocks, and whose memory may
 * be used again: by the operator itself unless the convolution's result is an output, too.
 */
final class BlockedCases {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 6;

  private BlockedCases() {}

  static Stream<OperatorCase> all() {
    return IntStream.of(16, 24, 5)
        .boxed()
        .flatMap(channels -> Stream.concat(used(channels), overwritten(channels)));
  }

  private static Stream<OperatorCase> used(int channels) {
    return Stream.of(
            pointwise(channels),
            joined(channels),
            windows(channels),
            shaped(channels),
            reduced(channels),
            chosen(channels))
        .flatMap(part -> part)
        .flatMap(
            one -> Stream.of(behind(one, channels, false, ""), behind(one, channels, true, "")));
  }

  /** What lies in the memory of the convolution's row-major form may be overwritten. */
  private static Stream<OperatorCase> overwritten(int channels) {
    return shaped(channels)
        .map(one -> one.wired((graph, operator, inputs) -> activated(one, graph, inputs)))
        .map(one -> behind(one, channels, true, "overwritten, "));
  }

  private static List<Output> activated(
      OperatorCase one, SymbolWriter graph, List<Output> operands) {
    List<Output> heads = new ArrayList<>();
    for (Output head : one.wiring().heads(graph, one, operands)) {
      heads.add(graph.node("sigmoid", "activation" + heads.size(), Map.of(), List.of(head)));
    }
    return heads;
  }

  private static OperatorCase behind(
      OperatorCase one, int channels, boolean alsoOutput, String what) {
    String where =
        what + (alsoOutput ? "behind a convolution that is an output" : "behind a convolution");
    OperatorCase made =
        one.with("__weft_case__", where)
            .parameter(
                "before_weight", Fill.normal(1 / Math.sqrt(channels)), channels, channels, 1, 1);
    OperatorCase blocked = made.wired(wiring(one, channels, alsoOutput, false));
    return one.note().isEmpty()
        ? blocked
        : blocked.expectedOf(made.wired(wiring(one, channels, alsoOutput, true)), one.note());
  }

  private static OperatorCase.Wiring wiring(
      OperatorCase one, int channels, boolean alsoOutput, boolean plain) {
    int operands = one.arguments().size();
    return (graph, operator, inputs) -> {
      Output before =
          graph.node(
              "Convolution",
              "before",
              Map.of(
                  "kernel", "(1, 1)", "num_filter", Integer.toString(channels), "no_bias", "True"),
              List.of(inputs.get(0), inputs.get(operands)));
      List<Output> operand = new ArrayList<>(inputs.subList(0, operands));
      operand.set(0, plain ? rowMajor(graph, before, channels) : before);
      List<Output> heads = new ArrayList<>(one.wiring().heads(graph, operator, operand));
      if (alsoOutput) {
        heads.add(before);
      }
      return heads;
    };
  }

  /** Flattened and back: libmxnet brings an array into row-major order to flatten it. */
  private static Output rowMajor(SymbolWriter graph, Output blocked, int channels) {
    Output flat = graph.node("Flatten", "flat", Map.of(), List.of(blocked));
    String shape = Tuples.of(-1, channels, HEIGHT, WIDTH);
    return graph.node("Reshape", "image", Map.of("shape", shape), List.of(flat));
  }

  private static OperatorCase of(String operator, int channels) {
    return OperatorCase.of(operator).input("data", Fill.normal(), 2, channels, HEIGHT, WIDTH);
  }

  private static Stream<OperatorCase> pointwise(int channels) {
    return Stream.of(
        of("Activation", channels).with("act_type", "relu"),
        of("Activation", channels).with("act_type", "sigmoid"),
        of("Activation", channels).with("act_type", "softrelu"),
        of("relu", channels),
        of("LeakyReLU", channels).with("act_type", "leaky").with("slope", 0.1),
        of("LeakyReLU", channels).with("act_type", "elu"),
        of("LeakyReLU", channels).with("act_type", "gelu"),
        of("LeakyReLU", channels)
            .with("act_type", "prelu")
            .parameter("gamma", Fill.uniform(-0.5, 0.5), channels),
        of("BatchNorm", channels)
            .with("fix_gamma", false)
            .parameter("gamma", Fill.uniform(0.5, 1.5), channels)
            .parameter("beta", Fill.normal(), channels)
            .auxiliary("moving_mean", Fill.normal(), channels)
            .auxiliary("moving_var", Fill.uniform(0.5, 1.5), channels),
        of("_mul_scalar", channels).with("scalar", 0.5),
        of("_rminus_scalar", channels).with("scalar", 1),
        of("_greater_scalar", channels).with("scalar", 0),
        of("_maximum_scalar", channels).with("scalar", 0),
        of("clip", channels).with("a_min", 0).with("a_max", 6),
        of("clip", channels).with("a_min", 0.5).with("a_max", -0.5),
        of("exp", channels),
        of("square", channels),
        of("hard_sigmoid", channels),
        of("Dropout", channels),
        of("BlockGrad", channels),
        of("zeros_like", channels));
  }

  private static Stream<OperatorCase> joined(int channels) {
    int[] shape = {2, channels, HEIGHT, WIDTH};
    return Stream.of(
        of("elemwise_add", channels).input("other", Fill.normal(), shape),
        of("elemwise_sub", channels).input("other", Fill.normal(), shape),
        of("elemwise_mul", channels).input("other", Fill.normal(), shape),
        of("_maximum", channels).input("other", Fill.normal(), shape),
        of("elemwise_add", channels).wired(BlockedCases::twice),
        of("broadcast_mul", channels).input("other", Fill.normal(), 1, channels, 1, 1),
        of("broadcast_mul", channels).input("other", Fill.normal(), 2, channels, 1, 1),
        of("broadcast_add", channels).parameter("bias", Fill.normal(), 1, channels, 1, 1),
        of("broadcast_sub", channels).input("other", Fill.normal(), 1, 1, HEIGHT, WIDTH),
        of("broadcast_add", channels).input("other", Fill.normal(), 2, channels, HEIGHT, WIDTH),
        of("add_n", channels).with("num_args", 2).input("other", Fill.normal(), shape),
        of("Concat", channels).with("num_args", 2).input("other", Fill.normal(), shape),
        of("Concat", channels)
            .with("num_args", 2)
            .input("other", Fill.normal(), 2, 3, HEIGHT, WIDTH),
        of("Concat", channels).with("num_args", 2).wired(BlockedCases::twice),
        of("Concat", channels)
            .with("num_args", 2)
            .with("dim", 2)
            .input("other", Fill.normal(), 2, channels, 3, WIDTH),
        of("Concat", channels)
            .with("num_args", 2)
            .with("dim", 0)
            .input("other", Fill.normal(), 1, channels, HEIGHT, WIDTH),
        of("stack", channels).with("num_args", 2).input("other", Fill.normal(), shape),
        of("where", channels).input("x", Fill.normal(), shape).input("y", Fill.normal(), shape));
  }

  private static List<Output> twice(
      SymbolWriter graph, OperatorCase operator, List<Output> inputs) {
    return operator.node(graph, List.of(inputs.get(0), inputs.get(0)));
  }

  private static Stream<OperatorCase> windows(int channels) {
    OperatorCase pooled = of("Pooling", channels).with("kernel", "(3, 3)").with("pad", "(1, 1)");
    return Stream.of(
        pooled.with("pool_type", "max").with("stride", "(2, 2)"),
        pooled.with("pool_type", "avg").with("stride", "(2, 2)").with("pooling_convention", "full"),
        pooled.with("pool_type", "avg").with("count_include_pad", false),
        pooled.with("pool_type", "sum"),
        of("Pooling", channels).with("pool_type", "avg").with("global_pool", true),
        of("Pooling", channels).with("pool_type", "max").with("global_pool", true),
        of("Convolution", channels)
            .with("kernel", "(3, 3)")
            .with("pad", "(1, 1)")
            .with("num_filter", channels)
            .with("num_group", channels)
            .with("no_bias", true)
            .parameter("weight", Fill.normal(), channels, 1, 3, 3),
        of("Convolution", channels)
            .with("kernel", "(3, 2)")
            .with("stride", "(2, 1)")
            .with("num_filter", 7)
            .parameter("weight", Fill.normal(), 7, channels, 3, 2)
            .parameter("bias", Fill.normal(), 7),
        of("Deconvolution", channels)
            .with("kernel", "(4, 4)")
            .with("pad", "(1, 1)")
            .with("stride", "(2, 2)")
            .with("num_filter", 6)
            .parameter("weight", Fill.normal(), channels, 6, 4, 4),
        of("UpSampling", channels)
            .with("scale", 2)
            .with("sample_type", "nearest")
            .with("num_args", 1),
        of("_contrib_BilinearResize2D", channels).with("height", 9).with("width", 5),
        of("_contrib_AdaptiveAvgPooling2D", channels).with("output_size", "(3, 2)"),
        of("Pad", channels).with("mode", "edge").with("pad_width", "(0, 0, 0, 0, 1, 2, 3, 1)"),
        of("Pad", channels).with("mode", "constant").with("pad_width", "(0, 0, 0, 0, 1, 1, 1, 1)"),
        of("LRN", channels).with("nsize", 5).with("alpha", 0.5),
        of("InstanceNorm", channels)
            .parameter("gamma", Fill.uniform(0.5, 1.5), channels)
            .parameter("beta", Fill.normal(), channels),
        of("ROIPooling", channels)
            .with("pooled_size", "(2, 2)")
            .with("spatial_scale", 0.5)
            .input("rois", Boxes.regions(2, 12), 3, 5),
        of("_contrib_ROIAlign", channels)
            .with("pooled_size", "(2, 2)")
            .with("spatial_scale", 0.5)
            .with("sample_ratio", 2)
            .input("rois", Boxes.regions(2, 12), 3, 5));
  }

  private static Stream<OperatorCase> shaped(int channels) {
    return Stream.of(
        of("Flatten", channels),
        of("Reshape", channels).with("shape", "(0, -1)"),
        of("Reshape", channels).with("shape", "(0, 0, -1)"),
        of("Reshape", channels).with("shape", "(0, 0, -3)"),
        of("Reshape", channels).with("shape", "(-1, 2, 3)"),
        of("transpose", channels).with("axes", "(0, 2, 3, 1)"),
        of("transpose", channels).with("axes", "(1, 0, 2, 3)"),
        of("SwapAxis", channels).with("dim1", 1).with("dim2", 2),
        of("expand_dims", channels).with("axis", 1),
        of("slice_axis", channels).with("axis", 1).with("begin", 1).with("end", 4),
        of("slice_axis", channels).with("axis", 3).with("begin", 1).with("end", 4),
        of("slice", channels)
            .with("begin", "(None, 1, 2)")
            .with("end", "(None, 5, 6)")
            .note("libmxnet cannot slice within blocks of channels"),
        of("SliceChannel", channels)
            .with("num_outputs", channels == 5 ? 5 : 4)
            .outputs(channels == 5 ? 5 : 4),
        of("SliceChannel", channels).with("num_outputs", 2).with("axis", 3).outputs(2),
        of("Crop", channels)
            .with("num_args", 2)
            .with("offset", "(1, 2)")
            .input("like", Fill.normal(), 2, 3, 4, 4),
        of("slice_like", channels).with("axes", "(2, 3)").input("like", Fill.normal(), 2, 3, 4, 4),
        of("tile", channels).with("reps", "(1, 2, 1, 1)"),
        of("repeat", channels).with("repeats", 2).with("axis", 1),
        of("reverse", channels).with("axis", "(1,)"),
        of("broadcast_like", channels).input("like", Fill.normal(), 2, channels, HEIGHT, WIDTH));
  }

  private static Stream<OperatorCase> reduced(int channels) {
    return Stream.of(
        of("sum", channels).with("axis", "(1,)"),
        of("mean", channels).with("axis", "(2, 3)").with("keepdims", true),
        of("max", channels).with("axis", "(1,)").with("keepdims", true),
        of("mean", channels),
        of("norm", channels).with("axis", "(1,)"),
        of("softmax", channels).with("axis", 1),
        of("softmax", channels)
            .with("axis", -1)
            .note("libmxnet crashes in its softmax by oneDNN over the last axis of blocks"),
        of("log_softmax", channels).with("axis", 1),
        of("SoftmaxActivation", channels).with("mode", "channel"),
        of("SoftmaxOutput", channels).with("multi_output", true).leftOut("operator_label"),
        of("L2Normalization", channels).with("mode", "channel"),
        of("L2Normalization", channels).with("mode", "instance"),
        of("LayerNorm", channels)
            .parameter("gamma", Fill.uniform(0.5, 1.5), WIDTH)
            .parameter("beta", Fill.normal(), WIDTH),
        of("FullyConnected", channels)
            .with("num_hidden", 9)
            .parameter("weight", Fill.normal(0.1), 9, channels * HEIGHT * WIDTH)
            .parameter("bias", Fill.normal(), 9),
        of("FullyConnected", channels)
            .with("num_hidden", 9)
            .with("flatten", false)
            .with("no_bias", true)
            .parameter("weight", Fill.normal(), 9, WIDTH));
  }

  private static Stream<OperatorCase> chosen(int channels) {
    return Stream.of(
        of("argmax", channels).with("axis", 1),
        of("take", channels).with("axis", 1).input("indices", Fill.below(channels), 4),
        of("pick", channels).with("axis", 1).input("index", Fill.below(channels), 2, HEIGHT, WIDTH),
        of("topk", channels).with("axis", 1).with("k", 3).with("ret_typ", "value"),
        of("MakeLoss", channels),
        of("Cast", channels).with("dtype", "float64"));
  }
}
