package dev.weft.graph.read;

import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.UpSampling;
import dev.weft.graph.op.Window;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that make images of another size. */
final class ResizeOperators {
  private ResizeOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("UpSampling"),
        new Entry(ResizeOperators::upSamplingArguments, 0, ResizeOperators::upSampling));
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
    return IntStream.range(0, attributes.smallInteger("num_args", attributes.inputCount()))
        .mapToObj(i -> "arg" + i)
        .toList();
  }

  /**
   * Bilinear enlargement is a transposed convolution with a weight of the model's own, whose window
   * MXNet's {@code upsampling-inl.h} defines.
   */
  private static Op upSampling(Attributes attributes) {
    int scale = Math.toIntExact(attributes.requiredInteger("scale"));
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
