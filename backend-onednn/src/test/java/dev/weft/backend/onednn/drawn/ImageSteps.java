package dev.weft.backend.onednn.drawn;

import dev.weft.Shape;
import dev.weft.backend.onednn.drawn.DrawnModel.Kind;
import dev.weft.backend.onednn.drawn.DrawnModel.Value;
import dev.weft.testkit.operators.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators of images: convolutions, pooling, normalisations, and what often follows them. */
final class ImageSteps {
  private final Drawing drawing;

  ImageSteps(Drawing drawing) {
    this.drawing = drawing;
  }

  /** Returns a value with batch, channels and at least one more dimension. */
  private Optional<Value> image() {
    return drawing.find(shape -> shape.rank() >= 3 && shape.rank() <= 5);
  }

  private long[] window(int rank, int low, int high) {
    long[] sizes = new long[rank];
    Arrays.setAll(sizes, i -> drawing.between(low, high));
    return sizes;
  }

  void convolution() {
    image().ifPresent(image -> convolution(image, drawing.coin()));
  }

  private Optional<Value> convolution(Value data, boolean sameSize) {
    int rank = drawing.rank(data) - 2;
    long channels = drawing.size(data, 1);
    long groups = drawing.oneIn(3) ? drawing.of(divisors(channels)) : 1;
    long filters = sameSize ? channels : groups * drawing.between(1, groups > 4 ? 2 : 18);
    long[] kernel = window(rank, 1, 3);
    Map<String, Object> attributes = new HashMap<>();
    long[] pad = window(rank, 0, 2);
    long[] dilate = drawing.oneIn(4) ? window(rank, 1, 2) : window(rank, 1, 1);
    long[] stride = drawing.oneIn(3) ? window(rank, 1, 3) : window(rank, 1, 1);
    if (sameSize) {
      Arrays.fill(stride, 1);
      Arrays.setAll(kernel, i -> drawing.of(1L, 3L));
      Arrays.setAll(pad, i -> dilate[i] * (kernel[i] - 1) / 2);
    }
    attributes.put("pad", pad);
    attributes.put("stride", stride);
    attributes.put("dilate", dilate);
    attributes.put("num_group", groups);
    return weighted("Convolution", attributes, data, kernel, filters, filters, channels / groups);
  }

  void deconvolution() {
    image().ifPresent(this::deconvolution);
  }

  private void deconvolution(Value data) {
    int rank = drawing.rank(data) - 2;
    long channels = drawing.size(data, 1);
    long groups = drawing.oneIn(3) ? drawing.of(divisors(channels)) : 1;
    long filters = groups * drawing.between(1, groups > 4 ? 2 : 9);
    long[] kernel = window(rank, 1, 4);
    long[] stride = window(rank, 1, 2);
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("stride", stride);
    attributes.put("num_group", groups);
    long[] pad = new long[rank];
    Arrays.setAll(pad, i -> drawing.between(0, (int) (kernel[i] - 1)));
    attributes.put("pad", pad);
    if (drawing.oneIn(3)) {
      long[] adj = new long[rank];
      Arrays.setAll(adj, i -> drawing.between(0, (int) stride[i] - 1));
      attributes.put("adj", adj);
    }
    weighted("Deconvolution", attributes, data, kernel, filters, channels, filters / groups);
  }

  private Optional<Value> weighted(
      String operator,
      Map<String, Object> attributes,
      Value data,
      long[] kernel,
      long filters,
      long rows,
      long columns) {
    boolean bias = drawing.coin();
    attributes.put("kernel", kernel);
    attributes.put("num_filter", filters);
    attributes.put("no_bias", !bias);
    long[] shape = new long[kernel.length + 2];
    shape[0] = rows;
    shape[1] = columns;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    long fanIn = Math.max(1, Shape.of(shape).elementCount() / filters);
    List<Value> operands = new ArrayList<>();
    operands.add(data);
    operands.add(drawing.parameter(Fill.normal(1 / Math.sqrt((double) fanIn)), shape));
    if (bias) {
      operands.add(drawing.parameter(Fill.normal(0.3), filters));
    }
    return drawing.add(operator, attributes, 1, operands).stream().findFirst();
  }

  private static List<Long> divisors(long number) {
    List<Long> divisors = new ArrayList<>();
    for (long i = 1; i <= number; i++) {
      if (number % i == 0) {
        divisors.add(i);
      }
    }
    return divisors;
  }

  void pooling() {
    image().ifPresent(this::pooling);
  }

  private void pooling(Value data) {
    int rank = drawing.rank(data) - 2;
    Map<String, Object> attributes = new HashMap<>();
    String type = drawing.of("max", "avg", "avg", "sum", "lp");
    attributes.put("pool_type", type);
    if (drawing.oneIn(4)) {
      attributes.put("global_pool", true);
    } else {
      long[] kernel = window(rank, 1, 3);
      long[] pad = new long[rank];
      Arrays.setAll(pad, i -> drawing.between(0, (int) kernel[i] - 1));
      attributes.put("pad", pad);
      attributes.put("stride", window(rank, 1, 3));
      attributes.put("kernel", kernel);
      // Of nothing, the maximum is the least number, which overflows further on.
      attributes.put(
          "pooling_convention", type.equals("max") ? "valid" : drawing.of("valid", "full"));
    }
    if (type.equals("avg")) {
      attributes.put("count_include_pad", drawing.coin());
    }
    if (type.equals("lp")) {
      attributes.put("p_value", drawing.between(1, 3));
    }
    drawing.add("Pooling", attributes, data);
  }

  void batchNorm() {
    drawing.find(shape -> shape.rank() >= 2).ifPresent(this::batchNorm);
  }

  private Optional<Value> batchNorm(Value data) {
    int axis = drawing.oneIn(8) ? drawing.between(0, drawing.rank(data) - 1) : 1;
    long size = drawing.size(data, axis);
    Fill aroundOne = Fill.uniform(0.6, 1.4);
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("fix_gamma", drawing.coin());
    attributes.put("use_global_stats", drawing.coin());
    attributes.put("eps", drawing.of("1e-5", "0.001", "2e-5"));
    if (axis != 1) {
      attributes.put("axis", drawing.coin() ? axis : axis - drawing.rank(data));
    }
    return drawing.add(
        "BatchNorm",
        attributes,
        data,
        drawing.parameter(aroundOne, size),
        drawing.parameter(Fill.normal(0.3), size),
        drawing.variable(Kind.STATE, Fill.normal(0.2), size),
        drawing.variable(Kind.STATE, aroundOne, size));
  }

  void activation() {
    drawing.find(shape -> true).ifPresent(this::activation);
  }

  private Optional<Value> activation(Value data) {
    String kind =
        drawing.of(
            "relu",
            "relu",
            "relu",
            "sigmoid",
            "tanh",
            "softrelu",
            "softsign",
            "leaky",
            "elu",
            "gelu",
            "prelu",
            "selu",
            "rrelu",
            "clip",
            "hard_sigmoid",
            "hard_swish",
            "swish");
    return switch (kind) {
      case "clip" -> drawing.add("clip", Map.of("a_min", drawing.between(-1, 0), "a_max", 1), data);
      case "hard_sigmoid" -> drawing.add("hard_sigmoid", Map.of(), data);
      case "swish" -> {
        Optional<Value> gate = drawing.add("sigmoid", Map.of(), data);
        yield gate.flatMap(value -> drawing.add("elemwise_mul", Map.of(), data, value));
      }
      case "hard_swish" ->
          drawing
              .add("_plus_scalar", Map.of("scalar", 3), data)
              .flatMap(sum -> drawing.add("clip", Map.of("a_min", 0, "a_max", 6), sum))
              .flatMap(gate -> drawing.add("_div_scalar", Map.of("scalar", 6), gate))
              .flatMap(gate -> drawing.add("elemwise_mul", Map.of(), data, gate));
      case "prelu" ->
          drawing.rank(data) < 2
              ? Optional.empty()
              : drawing.add(
                  "LeakyReLU",
                  Map.of("act_type", "prelu"),
                  data,
                  drawing.parameter(
                      Fill.uniform(-0.2, 0.5), drawing.oneIn(5) ? 1 : drawing.size(data, 1)));
      case "leaky", "elu" ->
          drawing.add(
              "LeakyReLU", Map.of("act_type", kind, "slope", drawing.of(0.1, 0.25, 1.0)), data);
      case "gelu", "selu", "rrelu" -> drawing.add("LeakyReLU", Map.of("act_type", kind), data);
      default -> drawing.add("Activation", Map.of("act_type", kind), data);
    };
  }

  /** A convolution, maybe normalised, maybe added to something, maybe activated. */
  void block() {
    Optional<Value> start = image();
    if (start.isEmpty()) {
      return;
    }
    Value data = start.get();
    Optional<Value> last = convolution(data, true);
    if (drawing.coin()) {
      last = last.flatMap(this::batchNorm);
    }
    if (drawing.oneIn(3)) {
      last = last.flatMap(this::activation);
    }
    if (drawing.oneIn(3)) {
      last = last.flatMap(value -> drawing.add("_mul_scalar", Map.of("scalar", 0.3), value));
    }
    if (drawing.coin()) {
      Value other = drawing.oneIn(3) ? drawing.like(data) : data;
      last = last.flatMap(value -> sum(value, other));
    }
    if (drawing.coin()) {
      last.ifPresent(this::activation);
    }
  }

  private Optional<Value> sum(Value one, Value other) {
    String operator = drawing.of("elemwise_add", "elemwise_add", "broadcast_add", "_Plus");
    return drawing.coin()
        ? drawing.add(operator, Map.of(), one, other)
        : drawing.add(operator, Map.of(), other, one);
  }

  /** Some convolutions and other functions of one value, behind one another. */
  void branches() {
    Optional<Value> start = image();
    if (start.isEmpty()) {
      return;
    }
    List<Value> parts = new ArrayList<>();
    for (int i = drawing.between(2, 4); i > 0; i--) {
      Optional<Value> part =
          drawing.oneIn(4)
              ? Optional.of(drawing.like(start.get()))
              : convolution(start.get(), drawing.coin());
      if (drawing.coin()) {
        part = part.flatMap(this::activation);
      }
      part.ifPresent(parts::add);
    }
    if (parts.size() > 1) {
      Shape first = drawing.shape(parts.get(0));
      parts.removeIf(part -> !sameBut(drawing.shape(part), first, 1));
      drawing.add("Concat", Map.of("num_args", parts.size(), "dim", 1), 1, parts);
    }
  }

  static boolean sameBut(Shape one, Shape other, int axis) {
    long[] a = one.dimensions();
    long[] b = other.dimensions();
    if (a.length == b.length && axis < a.length) {
      a[axis] = b[axis];
    }
    return Arrays.equals(a, b);
  }

  void normalisation() {
    image().ifPresent(this::normalisation);
  }

  private void normalisation(Value data) {
    long channels = drawing.size(data, 1);
    switch (drawing.of("instance", "l2", "lrn", "group")) {
      case "instance" -> {
        Shape shape = drawing.shape(data);
        // A single element less its mean is nothing but rounding.
        if (shape.elementCount() > shape.dimension(0) * channels) {
          drawing.add(
              "InstanceNorm",
              Map.of("eps", 0.01),
              data,
              drawing.parameter(Fill.normal(), channels),
              drawing.parameter(Fill.normal(), channels));
        }
      }
      case "l2" ->
          drawing.add(
              "L2Normalization",
              Map.of("mode", drawing.of("instance", "channel", "spatial"), "eps", 1e-5),
              data);
      case "lrn" ->
          drawing.add(
              "LRN",
              Map.of("nsize", drawing.of(1, 3, 5), "alpha", 0.01, "beta", 0.75, "knorm", 2),
              data);
      default -> {
        List<Long> groups = divisors(channels);
        if (drawing.shape(data).elementCount() > drawing.size(data, 0) * channels) {
          drawing.add(
              "GroupNorm",
              Map.of("num_groups", drawing.of(groups), "eps", 0.01),
              data,
              drawing.parameter(Fill.normal(), channels),
              drawing.parameter(Fill.normal(), channels));
        }
      }
    }
  }

  void resize() {
    drawing.find(shape -> shape.rank() == 4).ifPresent(this::resize);
  }

  private void resize(Value data) {
    switch (drawing.between(0, 4)) {
      case 0 ->
          drawing.add(
              "UpSampling", Map.of("scale", 2, "sample_type", "nearest", "num_args", 1), data);
      case 1 -> {
        String mode = drawing.of("constant", "edge", "reflect");
        long[] widths = {
          0, 0, 0, 0, drawing.between(0, 2), drawing.between(0, 2), drawing.between(0, 2), 0
        };
        boolean fits = drawing.size(data, 2) > 2 && drawing.size(data, 3) > 2;
        if (fits || !mode.equals("reflect")) {
          drawing.add(
              "Pad", Map.of("mode", mode, "pad_width", widths, "constant_value", 0.5), data);
        }
      }
      case 2 ->
          drawing.add(
              "_contrib_BilinearResize2D",
              Map.of("height", drawing.between(1, 9), "width", drawing.between(1, 9)),
              data);
      case 3 ->
          drawing.add(
              "_contrib_AdaptiveAvgPooling2D",
              Map.of("output_size", new long[] {drawing.between(1, 4), drawing.between(1, 4)}),
              data);
      default ->
          drawing.add(
              drawing.of("space_to_depth", "depth_to_space"), Map.of("block_size", 2), data);
    }
  }

  /** Channels scaled by what their means give. */
  void excitation() {
    Optional<Value> start = drawing.find(shape -> shape.rank() == 4);
    if (start.isPresent()) {
      Value data = start.get();
      drawing
          .add("Pooling", Map.of("global_pool", true, "pool_type", "avg"), data)
          .flatMap(means -> convolution(means, true))
          .flatMap(scores -> drawing.add("sigmoid", Map.of(), scores))
          .ifPresent(
              gates ->
                  drawing.add(drawing.of("broadcast_mul", "broadcast_add"), Map.of(), data, gates));
    }
  }
}
