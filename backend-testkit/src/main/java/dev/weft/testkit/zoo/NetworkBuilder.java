package dev.weft.testkit.zoo;

import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds layers to a symbol, and keeps the list of the parameters they need with the shapes that
 * follow from the input's.
 */
final class NetworkBuilder {

  private static final String INPUT = "data";
  private static final String SOFTMAX = "softmax";
  private static final String LABEL = "softmax_label";

  /** The size of biases, offsets and means: near 0, and yet felt when one is forgotten. */
  private static final double OFFSET_SCALE = 0.1;

  private static final double CLASSIFIER_GAIN = 3;

  private static final Map<String, String> BATCH_NORM_DEFAULTS =
      Map.of("axis", "1", "fix_gamma", "False", "momentum", "0.9", "use_global_stats", "False");

  private final SymbolWriter symbol = new SymbolWriter();
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final Feature input;

  /** A network of one input, whose shape is given without the batch. */
  NetworkBuilder(List<Integer> inputShape) {
    input = new Feature(symbol.variable(INPUT), inputShape);
  }

  Feature input() {
    return input;
  }

  Feature convolution(String name, Feature in, int filters, Window window, boolean bias) {
    Map<String, String> attributes = window.attributes();
    attributes.put("dilate", "(1, 1)");
    attributes.put("layout", "NCHW");
    attributes.put("no_bias", bias ? "False" : "True");
    attributes.put("num_filter", Integer.toString(filters));
    attributes.put("num_group", "1");
    List<Integer> weight = List.of(filters, in.channels(), window.size(), window.size());
    Output output = weighted("Convolution", name, attributes, in, weight, bias, 1);
    return new Feature(
        output, List.of(filters, window.places(in.rows()), window.places(in.columns())));
  }

  Feature dense(String name, Feature in, int units) {
    return dense(name, in, units, 1);
  }

  /**
   * The last layer behind a global average. The average levels out most of what sets one image
   * apart from another, so the weights are larger, to spread the classes as a trained network does.
   */
  Feature classifier(String name, Feature pooled, int classes) {
    return dense(name, pooled, classes, CLASSIFIER_GAIN);
  }

  private Feature dense(String name, Feature in, int units, double gain) {
    Map<String, String> attributes =
        Map.of("flatten", "True", "no_bias", "False", "num_hidden", Integer.toString(units));
    List<Integer> weight = List.of(units, in.size());
    return new Feature(
        weighted("FullyConnected", name, attributes, in, weight, true, gain), List.of(units));
  }

  /** Batch normalization whose gammas are drawn around a centre. */
  Feature batchNorm(String name, Feature in, String epsilon, double gamma) {
    Map<String, String> attributes = new TreeMap<>(BATCH_NORM_DEFAULTS);
    attributes.put("eps", epsilon);
    List<Integer> shape = List.of(in.channels());
    List<Output> inputs =
        List.of(
            in.output(),
            parameter(name + "_gamma", shape, ParameterRole.GAMMA, gamma),
            parameter(name + "_beta", shape, ParameterRole.BETA, OFFSET_SCALE),
            parameter(name + "_moving_mean", shape, ParameterRole.MOVING_MEAN, OFFSET_SCALE),
            parameter(name + "_moving_var", shape, ParameterRole.MOVING_VARIANCE, 1));
    return new Feature(symbol.node("BatchNorm", name, attributes, inputs, 3), in.shape());
  }

  /** An activation by its {@code act_type}: relu, tanh, sigmoid, … */
  Feature activation(String name, Feature in, String type) {
    return new Feature(
        symbol.node("Activation", name, Map.of("act_type", type), List.of(in.output())),
        in.shape());
  }

  /** Pooling by its {@code pool_type}: max or avg. */
  Feature pool(String name, Feature in, String type, Window window) {
    Map<String, String> attributes = window.attributes();
    attributes.put("pool_type", type);
    attributes.put("pooling_convention", "valid");
    return new Feature(
        symbol.node("Pooling", name, attributes, List.of(in.output())),
        List.of(in.channels(), window.places(in.rows()), window.places(in.columns())));
  }

  Feature globalAveragePool(String name, Feature in) {
    Map<String, String> attributes = new Window(1, 1, 0).attributes();
    attributes.put("global_pool", "True");
    attributes.put("pool_type", "avg");
    attributes.put("pooling_convention", "full");
    return new Feature(
        symbol.node("Pooling", name, attributes, List.of(in.output())),
        List.of(in.channels(), 1, 1));
  }

  Feature flatten(String name, Feature in) {
    return new Feature(
        symbol.node("Flatten", name, Map.of(), List.of(in.output())), List.of(in.size()));
  }

  Feature add(String name, Feature left, Feature right) {
    if (!left.shape().equals(right.shape())) {
      throw new IllegalStateException(
          "%s adds %s and %s; expected equal shapes".formatted(name, left.shape(), right.shape()));
    }
    return new Feature(
        symbol.node("elemwise_add", name, Map.of(), List.of(left.output(), right.output())),
        left.shape());
  }

  /** Joins features of one height and width along the channels. */
  Feature concat(String name, List<Feature> parts) {
    Map<String, String> attributes = Map.of("dim", "1", "num_args", "" + parts.size());
    Output output =
        symbol.node("Concat", name, attributes, parts.stream().map(Feature::output).toList());
    int channels = parts.stream().mapToInt(Feature::channels).sum();
    return new Feature(output, List.of(channels, parts.get(0).rows(), parts.get(0).columns()));
  }

  /** Ends the network with a feature of one value per class. */
  Network build(String name, Feature last, Head head) {
    List<Integer> inputShape = new ArrayList<>(List.of(1));
    inputShape.addAll(input.shape());
    boolean softmax = head == Head.SOFTMAX;
    Output output =
        softmax
            ? symbol.node(
                "SoftmaxOutput",
                SOFTMAX,
                Map.of("grad_scale", "1"),
                List.of(last.output(), symbol.variable(LABEL)))
            : last.output();
    return new Network(
        name,
        symbol.toJson(List.of(output)),
        parameters,
        INPUT,
        inputShape,
        softmax ? List.of(LABEL) : List.of(),
        last.size());
  }

  private Output weighted(
      String op,
      String name,
      Map<String, String> attributes,
      Feature in,
      List<Integer> shape,
      boolean bias,
      double gain) {
    List<Output> inputs = new ArrayList<>(List.of(in.output()));
    int fanIn = shape.stream().skip(1).reduce(1, Math::multiplyExact);
    ParameterRole role = in.equals(input) ? ParameterRole.WEIGHT : ParameterRole.BALANCED_WEIGHT;
    inputs.add(parameter(name + "_weight", shape, role, gain * heDeviation(fanIn)));
    if (bias) {
      List<Integer> units = List.of(shape.get(0));
      inputs.add(parameter(name + "_bias", units, ParameterRole.BIAS, OFFSET_SCALE));
    }
    return symbol.node(op, name, attributes, inputs);
  }

  /** He et al., "Delving deep into rectifiers" (arXiv:1502.01852), equation 10. */
  private static double heDeviation(int fanIn) {
    return StrictMath.sqrt(2.0 / fanIn);
  }

  private Output parameter(String name, List<Integer> shape, ParameterRole role, double scale) {
    parameters.add(new ParameterSpec(name, shape, role, scale));
    return switch (role.kind()) {
      case ARGUMENT -> symbol.variable(name);
      case AUXILIARY -> symbol.auxiliary(name);
    };
  }
}
