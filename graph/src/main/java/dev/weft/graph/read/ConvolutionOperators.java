package dev.weft.graph.read;

import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.DeformableConvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Window;
import dev.weft.graph.op.WindowColumns;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Operators that multiply with weights. */
final class ConvolutionOperators {
  private static final Set<String> CHANNELS_FIRST = Set.of("NCW", "NCHW", "NCDHW");

  private ConvolutionOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("Convolution", "Convolution_v1"),
        new Entry(attributes -> weighted(attributes, false), 0, ConvolutionOperators::convolution));
    table.add(
        List.of("Deconvolution"),
        new Entry(
            attributes -> weighted(attributes, true), 0, ConvolutionOperators::deconvolution));
    table.add(
        List.of("FullyConnected"),
        new Entry(
            attributes -> weighted(attributes, false), 0, ConvolutionOperators::fullyConnected));
    table.add(
        List.of("im2col"),
        List.of("data"),
        attributes -> new WindowColumns(window(attributes, true), List.of()));
    table.add(List.of("col2im"), List.of("data"), ConvolutionOperators::image);
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

  private static List<String> weighted(Attributes attributes, boolean noBias) {
    return attributes.flag("no_bias", noBias)
        ? List.of("data", "weight")
        : List.of("data", "weight", "bias");
  }

  private static Op convolution(Attributes attributes) {
    requireChannelsFirst(attributes);
    return new Convolution(
        window(attributes, true),
        attributes.requiredInteger("num_filter"),
        attributes.integer("num_group", 1),
        !attributes.flag("no_bias", false));
  }

  private static Op deconvolution(Attributes attributes) {
    requireChannelsFirst(attributes);
    Window window = window(attributes, true);
    List<Long> target = attributes.integers("target_shape").orElse(List.of());
    boolean hasTarget = target.stream().anyMatch(size -> size != 0);
    return new Deconvolution(
        window,
        orRepeated(attributes, "adj", window.rank(), 0),
        hasTarget ? target : List.of(),
        attributes.requiredInteger("num_filter"),
        attributes.integer("num_group", 1),
        !attributes.flag("no_bias", true));
  }

  private static Op fullyConnected(Attributes attributes) {
    return new FullyConnected(
        attributes.requiredInteger("num_hidden"),
        !attributes.flag("no_bias", false),
        attributes.flag("flatten", true));
  }

  private static Op image(Attributes attributes) {
    attributes.required("output_size");
    return new WindowColumns(
        window(attributes, true), attributes.integers("output_size").orElse(List.of()));
  }

  private static Op deformable(Attributes attributes, boolean modulated) {
    requireChannelsFirst(attributes);
    return new DeformableConvolution(
        window(attributes, true),
        attributes.requiredInteger("num_filter"),
        attributes.integer("num_group", 1),
        attributes.integer("num_deformable_group", 1),
        modulated,
        !attributes.flag("no_bias", false));
  }

  static Window window(Attributes attributes, boolean dilated) {
    List<Long> kernel =
        attributes
            .integers("kernel")
            .orElseThrow(() -> new IllegalArgumentException("attribute 'kernel' is missing"));
    int rank = kernel.size();
    return new Window(
        kernel,
        orRepeated(attributes, "stride", rank, 1),
        dilated ? orRepeated(attributes, "dilate", rank, 1) : Collections.nCopies(rank, 1L),
        orRepeated(attributes, "pad", rank, 0));
  }

  private static List<Long> orRepeated(
      Attributes attributes, String name, int rank, long otherwise) {
    return attributes
        .integers(name)
        .filter(values -> !values.isEmpty())
        .map(values -> withoutSurplusZeros(values, rank))
        .orElse(Collections.nCopies(rank, otherwise));
  }

  /** A list of zeros may be longer than the kernel: it was written for more dimensions. */
  private static List<Long> withoutSurplusZeros(List<Long> values, int rank) {
    boolean zeros = values.stream().allMatch(value -> value == 0);
    return zeros && values.size() > rank ? values.subList(0, rank) : values;
  }

  private static void requireChannelsFirst(Attributes attributes) {
    attributes
        .text("layout")
        .filter(layout -> !CHANNELS_FIRST.contains(layout))
        .ifPresent(
            layout -> {
              throw attributes.unexpected("layout", layout, "one of " + CHANNELS_FIRST);
            });
  }
}
