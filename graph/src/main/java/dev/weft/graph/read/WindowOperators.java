package dev.weft.graph.read;

import dev.weft.graph.op.DeformableConvolution;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.WindowColumns;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;

/** Convolutions whose windows are deformed, or are what is computed. */
final class WindowOperators {
  private WindowOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("im2col"),
        List.of("data"),
        attributes -> new WindowColumns(ConvolutionOperators.window(attributes, true), List.of()));
    table.add(List.of("col2im"), List.of("data"), WindowOperators::image);
    addDeformable(
        table, "_contrib_DeformableConvolution", List.of("data", "offset", "weight", "bias"));
    addDeformable(
        table,
        "_contrib_ModulatedDeformableConvolution",
        List.of("data", "offset", "mask", "weight", "bias"));
  }

  private static void addDeformable(OperatorTable table, String name, List<String> arguments) {
    List<String> withoutBias = arguments.subList(0, arguments.size() - 1);
    table.add(
        List.of(name),
        new Entry(
            attributes -> attributes.flag("no_bias", false) ? withoutBias : arguments,
            0,
            attributes -> deformable(attributes, arguments.contains("mask"))));
  }

  private static Op image(Attributes attributes) {
    attributes.required("output_size");
    return new WindowColumns(
        ConvolutionOperators.window(attributes, true),
        attributes.integers("output_size").orElse(List.of()));
  }

  private static Op deformable(Attributes attributes, boolean modulated) {
    ConvolutionOperators.requireChannelsFirst(attributes);
    return new DeformableConvolution(
        ConvolutionOperators.window(attributes, true),
        attributes.requiredInteger("num_filter"),
        attributes.integer("num_group", 1),
        attributes.integer("num_deformable_group", 1),
        modulated,
        !attributes.flag("no_bias", false));
  }
}
