package dev.weft.backend.onednn;

import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small network of convolutions with a squeeze-and-excitation block, and dense layers, whose
 * activations (hard swish, swish, hard sigmoid, GELU) are written as several operators, and other
 * chains of elementwise operators. For one use.
 */
final class ActivationNetwork {
  private static final int CHANNELS = 20;

  private final SymbolWriter symbol = new SymbolWriter();
  private final List<NamedArray> arrays = new ArrayList<>();
  private final Random random = new Random(29);
  private final int size;
  private int names;

  /**
   * Makes a network.
   *
   * @param size the height and width of its image
   */
  ActivationNetwork(int size) {
    this.size = size;
  }

  Tensor input() {
    float[] values = values(3 * size * size, 2);
    return Tensor.of(values, 1, 3, size, size);
  }

  ModelSource source() {
    Output image = symbol.variable("data");
    Output centred = scalar("_mul_scalar", scalar("_minus_scalar", image, 0.1), 0.9);
    Output first = hardSwish(convolution(centred, 3, 3, CHANNELS));
    Output second = swish(convolution(first, 3, CHANNELS, CHANNELS));
    Output scale = squeezed(second);
    Output excited = node("broadcast_mul", Map.of(), second, scale);
    Output third = convolution(excited, 1, CHANNELS, CHANNELS);
    Output sum = node("elemwise_add", Map.of(), third, first);
    Output mixed = node("elemwise_mul", Map.of(), node("tanh", Map.of(), sum), excited);
    Output chain = node("elemwise_add", Map.of(), scalar("_mul_scalar", mixed, 0.7), first);
    Output rectified =
        scalar("_maximum_scalar", node("sqrt", Map.of(), node("square", Map.of(), chain)), 0.2);
    Output pooled =
        node(
            "Pooling",
            Map.of("global_pool", "True", "kernel", "(1, 1)", "pool_type", "avg"),
            rectified);
    Output out = dense(gelu(dense(pooled, CHANNELS, 24)), 24, 10);
    byte[] json = symbol.toJson(List.of(out)).getBytes(StandardCharsets.UTF_8);
    return ModelSource.mxnet(json, ParamsWriter.defaults().toBytes(arrays));
  }

  private Output squeezed(Output data) {
    Map<String, String> global =
        Map.of("global_pool", "True", "kernel", "(1, 1)", "pool_type", "avg");
    Output pooled = node("Pooling", global, data);
    Output narrow = convolution(pooled, 1, CHANNELS, 4);
    Output relu = node("Activation", Map.of("act_type", "relu"), narrow);
    return hardSigmoid(convolution(relu, 1, 4, CHANNELS));
  }

  private Output hardSigmoid(Output x) {
    Output held = node("clip", Map.of("a_min", "0", "a_max", "6"), scalar("_plus_scalar", x, 3));
    return scalar("_div_scalar", held, 6);
  }

  private Output hardSwish(Output x) {
    return node("elemwise_mul", Map.of(), x, hardSigmoid(x));
  }

  private Output swish(Output x) {
    return node("elemwise_mul", Map.of(), x, node("sigmoid", Map.of(), x));
  }

  private Output gelu(Output x) {
    Output erf = node("erf", Map.of(), scalar("_div_scalar", x, Math.sqrt(2)));
    Output half = scalar("_mul_scalar", x, 0.5);
    return node("elemwise_mul", Map.of(), half, scalar("_plus_scalar", erf, 1));
  }

  private Output convolution(Output data, int kernel, int from, int to) {
    String edges = "(" + kernel + ", " + kernel + ")";
    String pad = "(" + kernel / 2 + ", " + kernel / 2 + ")";
    Map<String, String> attributes =
        Map.of("kernel", edges, "pad", pad, "num_filter", Integer.toString(to));
    Output weight = parameter(2 / Math.sqrt(from * kernel * kernel), to, from, kernel, kernel);
    return node("Convolution", attributes, data, weight, parameter(0.5, to));
  }

  private Output dense(Output data, int from, int to) {
    Map<String, String> attributes = Map.of("num_hidden", Integer.toString(to));
    Output weight = parameter(2 / Math.sqrt(from), to, from);
    return node("FullyConnected", attributes, data, weight, parameter(0.5, to));
  }

  private Output parameter(double most, int... shape) {
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    String name = "parameter" + names++;
    arrays.add(NamedArray.floats(name, IntStream.of(shape).boxed().toList(), values(count, most)));
    return symbol.variable(name);
  }

  private float[] values(int count, double most) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * most);
    }
    return values;
  }

  private Output scalar(String operator, Output input, double number) {
    return node(operator, Map.of("scalar", Double.toString(number)), input);
  }

  private Output node(String operator, Map<String, String> attributes, Output... inputs) {
    return symbol.node(operator, operator + names++, attributes, List.of(inputs));
  }
}
