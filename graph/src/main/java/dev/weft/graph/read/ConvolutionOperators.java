package dev.weft.graph.read;

import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Window;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    boolean hasTarget = !isZero(target);
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

  static Window window(Attributes attributes, boolean dilated) {
    attributes.required("kernel");
    List<Long> kernel = attributes.integers("kernel").orElse(List.of());
    int rank = kernel.size();
    return new Window(
        kernel,
        orRepeated(attributes, "stride", rank, 1),
        dilated ? orRepeated(attributes, "dilate", rank, 1) : Collections.nCopies(rank, 1L),
        orRepeated(attributes, "pad", rank, 0));
  }

  private static List<Long> orRepeated(
      Attributes attributes, String name, int rank, long otherwise) {
    List<Long> values = attributes.integers(name).orElse(List.of());
    return values.isEmpty()
        ? Collections.nCopies(rank, otherwise)
        : withoutSurplusZeros(values, rank);
  }

  /** A list of zeros may be longer than the kernel: it was written for more dimensions. */
  private static List<Long> withoutSurplusZeros(List<Long> values, int rank) {
    boolean surplus = values.size() > rank && isZero(values);
    return surplus ? values.subList(0, rank) : values;
  }

  private static boolean isZero(List<Long> values) {
    for (long value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  static void requireChannelsFirst(Attributes attributes) {
    Optional<String> layout = attributes.text("layout");
    if (layout.isPresent() && !CHANNELS_FIRST.contains(layout.get())) {
      throw attributes.unexpected("layout", layout.get(), "one of " + CHANNELS_FIRST);
    }
  }
}
