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
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A drawn convolution of kernels of three rows, and what may be fused into it. Everything that a
 * draw leaves open, and all numbers, follow from the seed.
 */
final class ConvolutionNetwork {
  /** What comes behind the convolution. */
  enum Ending {
    NOTHING,
    RELU,
    BATCH_NORM_AND_RELU,
    LEAKY_RELU,
    SLOPES_OF_CHANNELS,
    SUM_AND_RELU,
    SUM_THAT_IS_READ_AGAIN,
    DIFFERENCE,
    SUM_WITH_CONSTANTS
  }

  private final SymbolWriter symbol = new SymbolWriter();
  private final List<NamedArray> arrays = new ArrayList<>();
  private final SplittableRandom random;
  private final ModelSource source;
  private final int channels;
  private int names;

  ConvolutionNetwork(int seed) {
    this.random = new SplittableRandom(seed);
    this.channels = random.nextInt(64, 100);
    int filters = random.nextInt(64, 100);
    int columns = random.nextBoolean() ? 3 : 5;
    int stride = columns == 3 ? 1 : random.nextInt(1, 3);
    int dilate = random.nextInt(1, 3);
    Map<String, String> attributes =
        Map.of(
            "kernel", pair(3, columns),
            "stride", pair(1, stride),
            "dilate", pair(1, dilate),
            "pad", pair(random.nextInt(3), columns / 2 * dilate),
            "num_filter", Integer.toString(filters),
            "no_bias", random.nextBoolean() ? "True" : "False");
    Ending ending = Ending.values()[seed % Ending.values().length];
    Output image = symbol.variable("data");
    Output end = end(ending, image, attributes, columns, filters);
    byte[] json = symbol.toJson(List.of(end)).getBytes(StandardCharsets.UTF_8);
    this.source = ModelSource.mxnet(json, ParamsWriter.defaults().toBytes(arrays));
  }

  ModelSource source() {
    return source;
  }

  /** Returns images of this size. */
  Tensor images(int count, int rows, int columns) {
    int elements = count * channels * rows * columns;
    return Tensor.of(values(elements, -1, 1), count, channels, rows, columns);
  }

  private Output end(
      Ending ending, Output image, Map<String, String> attributes, int columns, int filters) {
    Output result = convolution(image, attributes, columns, filters);
    return switch (ending) {
      case NOTHING -> result;
      case RELU -> relu(result);
      case BATCH_NORM_AND_RELU -> relu(batchNorm(result, filters));
      case LEAKY_RELU -> node("LeakyReLU", Map.of("slope", "0.2"), result);
      case SLOPES_OF_CHANNELS ->
          node("LeakyReLU", Map.of("act_type", "prelu"), result, parameter(-0.5, 0.5, filters));
      case SUM_AND_RELU ->
          relu(node("elemwise_add", result, convolution(image, attributes, columns, filters)));
      case SUM_THAT_IS_READ_AGAIN -> {
        Output other = relu(convolution(image, attributes, columns, filters));
        yield node("elemwise_mul", relu(node("elemwise_add", result, other)), other);
      }
      case DIFFERENCE ->
          node("elemwise_sub", result, relu(convolution(image, attributes, columns, filters)));
      case SUM_WITH_CONSTANTS -> {
        Output constant = parameter(-1, 1, 1, channels, 30, 30);
        Output other = convolution(constant, attributes, columns, filters);
        Map<String, String> mean = Map.of("global_pool", "True", "pool_type", "avg");
        yield node("broadcast_add", result, node("Pooling", mean, other));
      }
    };
  }

  private Output convolution(
      Output image, Map<String, String> attributes, int columns, int filters) {
    double most = 2 / Math.sqrt(channels * 3 * columns);
    Output weight = parameter(-most, most, filters, channels, 3, columns);
    return attributes.get("no_bias").equals("True")
        ? node("Convolution", attributes, image, weight)
        : node("Convolution", attributes, image, weight, parameter(-0.5, 0.5, filters));
  }

  private Output batchNorm(Output input, int filters) {
    Output gamma = parameter(0.5, 1.5, filters);
    Output beta = parameter(-0.5, 0.5, filters);
    Output mean = auxiliary(-0.5, 0.5, filters);
    Output variance = auxiliary(0.5, 1.5, filters);
    return node("BatchNorm", Map.of("fix_gamma", "False"), input, gamma, beta, mean, variance);
  }

  private Output relu(Output input) {
    return node("Activation", Map.of("act_type", "relu"), input);
  }

  private Output parameter(double least, double most, int... shape) {
    NamedArray array = array(least, most, shape);
    arrays.add(array);
    return symbol.variable(array.name());
  }

  private Output auxiliary(double least, double most, int... shape) {
    NamedArray array = array(least, most, shape).asAuxiliary();
    arrays.add(array);
    return symbol.auxiliary(array.name());
  }

  private NamedArray array(double least, double most, int... shape) {
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    List<Integer> sizes = IntStream.of(shape).boxed().toList();
    return NamedArray.floats("parameter" + names++, sizes, values(count, least, most));
  }

  private float[] values(int count, double least, double most) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(least, most);
    }
    return values;
  }

  private Output node(String operator, Output... inputs) {
    return node(operator, Map.of(), inputs);
  }

  private Output node(String operator, Map<String, String> attributes, Output... inputs) {
    return symbol.node(operator, operator + names++, attributes, List.of(inputs));
  }

  private static String pair(int rows, int columns) {
    return "(" + rows + ", " + columns + ")";
  }
}
