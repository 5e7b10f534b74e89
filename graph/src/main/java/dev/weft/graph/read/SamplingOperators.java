package dev.weft.graph.read;

import dev.weft.graph.op.BilinearSampler;
import dev.weft.graph.op.Correlation;
import dev.weft.graph.op.GridGenerator;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.SpatialTransformer;
import java.util.List;
import java.util.Map;

/** Operators that take elements of images from computed places. */
final class SamplingOperators {
  private SamplingOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("BilinearSampler"), List.of("data", "grid"), attributes -> new BilinearSampler());
    table.add(List.of("Correlation"), List.of("data1", "data2"), SamplingOperators::correlation);
    table.add(List.of("GridGenerator"), List.of("data"), SamplingOperators::grid);
    table.add(
        List.of("SpatialTransformer"), List.of("data", "loc"), SamplingOperators::transformer);
  }

  private static Op correlation(Attributes attributes) {
    return new Correlation(
        attributes.smallInteger("kernel_size", 1),
        attributes.smallInteger("max_displacement", 1),
        attributes.smallInteger("stride1", 1),
        attributes.smallInteger("stride2", 1),
        attributes.smallInteger("pad_size", 0),
        attributes.flag("is_multiply", true));
  }

  private static Op grid(Attributes attributes) {
    List<Long> size = size(attributes);
    boolean isFlow = attributes.choice("transform_type", "", Map.of("affine", false, "warp", true));
    return new GridGenerator(isFlow, size.get(0), size.get(1));
  }

  private static Op transformer(Attributes attributes) {
    attributes.choice("transform_type", "affine", Map.of("affine", true));
    attributes.choice("sampler_type", "bilinear", Map.of("bilinear", true));
    List<Long> size = size(attributes);
    return new SpatialTransformer(size.get(0), size.get(1));
  }

  private static List<Long> size(Attributes attributes) {
    List<Long> size = attributes.integers("target_shape").orElse(List.of(0L, 0L));
    if (size.size() != 2) {
      throw attributes.unexpected("target_shape", size.toString(), "a height and a width");
    }
    return size;
  }
}
