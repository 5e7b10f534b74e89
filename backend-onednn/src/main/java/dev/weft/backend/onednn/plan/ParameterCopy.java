package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.Execution;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Primitives;
import dev.weft.backend.onednn.handle.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes a form of a constant from another one, which holds the elements. For one thread. */
final class ParameterCopy implements AutoCloseable {
  private final LayoutPool layouts = new LayoutPool();
  private final ParameterStore.Form target;
  private final Stream stream = new Stream();

  private ParameterCopy(ParameterStore.Form target) {
    this.target = target;
  }

  /** Fills one form with what another holds. */
  static void fill(ParameterStore.Form source, ParameterStore.Form target) {
    try (ParameterCopy copy = new ParameterCopy(target)) {
      copy.fillFrom(copy.layouts.copyOf(source.layout), source.memory);
    }
  }

  private void fillFrom(Layout layout, NativeMemory memory) {
    Layout wanted = layouts.copyOf(target.layout);
    Optional<Layout> seen = seenFor(wanted, layout);
    if (seen.isPresent()) {
      fillFrom(seen.get(), memory, wanted);
      return;
    }
    // Where each group has blocks, oneDNN cannot describe the elements as if there were no groups.
    Layout plain = layouts.plain(layout.type(), layout.dimensions());
    try (NativeMemory arranged = NativeMemory.allocate(plain.byteSize(), "a parameter")) {
      reorder(layout, memory, plain, arranged);
      fillFrom(seenFor(wanted, plain).orElseThrow(), arranged, wanted);
    }
  }

  /** Returns a layout with the dimensions that the form is made from, if it can be seen so. */
  private Optional<Layout> seenFor(Layout wanted, Layout layout) {
    long[] dimensions = wanted.dimensions();
    if (target.transform != null) {
      dimensions[2] = Winograd.TAPS;
    }
    return Arrays.equals(layout.dimensions(), dimensions)
        ? Optional.of(layout)
        : layouts.reshaped(layout, dimensions);
  }

  private void fillFrom(Layout layout, NativeMemory memory, Layout wanted) {
    Winograd transform = target.transform;
    if (transform == null) {
      reorder(layout, memory, wanted, target.memory);
    } else {
      transform.transformWeights(layout, memory, wanted, target.memory, layouts, stream);
    }
  }

  private void reorder(Layout from, NativeMemory source, Layout to, NativeMemory destination) {
    try (Primitive reorder = new Primitives(layouts).reorder(from, to)) {
      Execution.runOnce(
          "reordering a parameter",
          reorder,
          stream,
          List.of(
              new Execution.Operand(Argument.SRC, from, source, 0),
              new Execution.Operand(Argument.DST, to, destination, 0)));
    }
  }

  @Override
  public void close() {
    stream.close();
    layouts.close();
  }
}
