package dev.weft.graph.read;

import dev.weft.graph.op.AdaptiveAveragePooling;
import dev.weft.graph.op.BilinearResize;
import dev.weft.graph.op.BilinearResize.Extent;
import dev.weft.graph.op.BilinearResize.Rule;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Pooling;
import dev.weft.graph.op.UpSampling;
import dev.weft.graph.op.Window;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that make images of another size. */
final class ResizeOperators {
  private static final Map<String, Rule> MODES =
      Map.of(
          "size", Rule.SIZE,
          "odd_scale", Rule.ODD_SCALE,
          "like", Rule.LIKE,
          "to_even_down", Rule.TO_EVEN_DOWN,
          "to_even_up", Rule.TO_EVEN_UP,
          "to_odd_down", Rule.TO_ODD_DOWN,
          "to_odd_up", Rule.TO_ODD_UP);

  private ResizeOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("UpSampling"),
        new Entry(ResizeOperators::upSamplingArguments, 0, ResizeOperators::upSampling));
    table.add(
        List.of("_contrib_BilinearResize2D"),
        new Entry(
            attributes -> isLike(attributes) ? List.of("data", "like") : List.of("data"),
            0,
            ResizeOperators::bilinearResize));
    table.add(
        List.of("_contrib_AdaptiveAvgPooling2D"),
        List.of("data"),
        ResizeOperators::adaptivePooling);
  }

  private static boolean isLike(Attributes attributes) {
    return attributes.text("mode").orElse("size").equals("like");
  }

  private static Op bilinearResize(Attributes attributes) {
    Rule rule = attributes.choice("mode", "size", MODES);
    return new BilinearResize(
        extent(attributes, rule, "height"),
        extent(attributes, rule, "width"),
        attributes.flag("align_corners", true));
  }

  private static Extent extent(Attributes attributes, Rule mode, String name) {
    String scaleName = "scale_" + name;
    if (mode == Rule.SIZE && attributes.text("scale_height").isEmpty()) {
      return new Extent(mode, attributes.integer(name, 1));
    }
    if (mode == Rule.SIZE || mode == Rule.ODD_SCALE) {
      attributes.required(scaleName);
      return new Extent(mode == Rule.SIZE ? Rule.SCALE : mode, attributes.real(scaleName, 1));
    }
    return new Extent(mode, 0);
  }

  /** Means over all of the image are what pooling computes, too. */
  private static Op adaptivePooling(Attributes attributes) {
    List<Long> size = attributes.integers("output_size").orElse(List.of());
    long height = size.isEmpty() || size.size() > 2 ? 1 : size.get(0);
    long width = size.size() == 2 ? size.get(1) : height;
    if (height != 1 || width != 1) {
      return new AdaptiveAveragePooling(height, width);
    }
    List<Long> one = List.of(1L, 1L);
    Window window = new Window(one, one, one, List.of(0L, 0L));
    return new Pooling(Pooling.Kind.AVERAGE, window, true, Pooling.Convention.VALID, true, 2);
  }

  private static boolean isBilinear(Attributes attributes) {
    return attributes.choice(
        "sample_type",
        attributes.required("sample_type"),
        Map.of("nearest", false, "bilinear", true));
  }

  private static List<String> upSamplingArguments(Attributes attributes) {
    if (attributes.text("sample_type").orElse("").equals("bilinear")) {
      return List.of("data", "weight");
    }
    int count = attributes.smallInteger("num_args", attributes.inputCount());
    if (count != attributes.inputCount()) {
      throw attributes.unexpected(
          "num_args", Integer.toString(count), "the number of inputs, " + attributes.inputCount());
    }
    return IntStream.range(0, count).mapToObj(i -> "arg" + i).toList();
  }

  /**
   * Bilinear enlargement is a transposed convolution with a weight of the model's own, whose window
   * MXNet's {@code upsampling-inl.h} defines.
   */
  private static Op upSampling(Attributes attributes) {
    int scale = attributes.requiredSmallInteger("scale");
    if (!isBilinear(attributes)) {
      return new UpSampling(
          scale,
          attributes.choice("multi_input_mode", "concat", Map.of("concat", false, "sum", true)));
    }
    long filters = attributes.requiredInteger("num_filter");
    return new Deconvolution(
        new Window(
            Collections.nCopies(2, 2L * scale - scale % 2),
            Collections.nCopies(2, (long) scale),
            Collections.nCopies(2, 1L),
            Collections.nCopies(2, scale / 2L)),
        List.of(0L, 0L),
        List.of(),
        filters,
        filters,
        false);
  }
}
