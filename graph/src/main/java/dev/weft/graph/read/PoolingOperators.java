package dev.weft.graph.read;

import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Pad;
import dev.weft.graph.op.Pooling;
import dev.weft.graph.op.Pooling.Convention;
import dev.weft.graph.op.Pooling.Kind;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Transpose;
import dev.weft.graph.op.Window;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pooling: channels may be last, and the first version of the operator pads with zeros. */
final class PoolingOperators {
  private static final List<String> DATA = List.of("data");
  private static final int FIRST = 0;

  /** The number of dimensions before the channels and behind the batch. */
  private static final Map<String, Integer> LAYOUTS =
      Map.of("NCW", FIRST, "NCHW", FIRST, "NCDHW", FIRST, "NWC", 1, "NHWC", 2, "NDHWC", 3);

  private static final Map<String, Convention> CONVENTIONS =
      Map.of("valid", Convention.VALID, "full", Convention.FULL, "same", Convention.SAME);
  private static final Map<String, Kind> KINDS =
      Map.of("max", Kind.MAX, "avg", Kind.AVERAGE, "sum", Kind.SUM, "lp", Kind.LP);

  private PoolingOperators() {}

  static void addTo(OperatorTable table) {
    table.add(List.of("Pooling"), Entry.chain(DATA, 0, PoolingOperators::anyLayout));
    table.add(List.of("Pooling_v1"), Entry.chain(DATA, 0, PoolingOperators::firstVersion));
  }

  private static List<Op> anyLayout(Attributes attributes) {
    int space =
        attributes
            .text("layout")
            .map(layout -> attributes.choice("layout", layout, LAYOUTS))
            .orElse(FIRST);
    Op pooling = pooling(attributes);
    return space == FIRST
        ? List.of(pooling)
        : List.of(channelsFirst(space), pooling, channelsLast(space));
  }

  private static Op channelsFirst(int space) {
    List<Integer> axes = new ArrayList<>(List.of(0, space + 1));
    IntStream.rangeClosed(1, space).forEach(axes::add);
    return new Transpose(axes);
  }

  private static Op channelsLast(int space) {
    List<Integer> axes = new ArrayList<>(List.of(0));
    IntStream.rangeClosed(2, space + 1).forEach(axes::add);
    axes.add(1);
    return new Transpose(axes);
  }

  private static Op pooling(Attributes attributes) {
    return pooling(
        attributes,
        attributes.choice("pool_type", "max", KINDS),
        attributes.flag("global_pool", false)
            ? Optional.empty()
            : Optional.of(ConvolutionOperators.window(attributes, false)));
  }

  private static Op pooling(Attributes attributes, Kind kind, Optional<Window> window) {
    Window any = new Window(List.of(1L), List.of(1L), List.of(1L), List.of(0L));
    return new Pooling(
        kind,
        window.orElse(any),
        window.isEmpty(),
        attributes.choice("pooling_convention", "valid", CONVENTIONS),
        attributes.flag("count_include_pad", true),
        kind == Kind.LP ? attributes.choice("p_value", "2", Map.of("1", 1, "2", 2, "3", 3)) : 2);
  }

  /** Zeros around the image count as elements, and an average is over the whole kernel. */
  private static List<Op> firstVersion(Attributes attributes) {
    Kind kind = attributes.choice("pool_type", "max", KINDS);
    if (attributes.flag("global_pool", false)) {
      return List.of(pooling(attributes, kind, Optional.empty()));
    }
    Window padded = ConvolutionOperators.window(attributes, false);
    if (padded.rank() != 2 || kind == Kind.LP) {
      throw attributes.unexpected(
          "kernel", padded.kernel().toString(), "two dimensions, not of pool_type lp");
    }
    List<Long> border = List.of(0L, 0L, padded.pad().get(0), padded.pad().get(1));
    Window window =
        new Window(padded.kernel(), padded.stride(), padded.dilate(), Collections.nCopies(2, 0L));
    List<Op> ops = new ArrayList<>();
    ops.add(new Pad(Pad.Mode.CONSTANT, border, border, 0));
    ops.add(pooling(attributes, kind == Kind.MAX ? kind : Kind.SUM, Optional.of(window)));
    if (kind == Kind.AVERAGE) {
      double elements = (double) (window.kernel().get(0) * window.kernel().get(1));
      ops.add(new Scalar(BinaryFunction.DIVIDE, elements, false));
    }
    return ops;
  }
}
