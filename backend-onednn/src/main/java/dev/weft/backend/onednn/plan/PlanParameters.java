package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that a plan in the making uses, and holds until it is freed. For one thread. */
final class PlanParameters {
  private final Graph graph;
  private final ParameterStore store;
  private final LayoutPool layouts;
  private final Rollback made;
  private final List<ParameterStore.Form> used = new ArrayList<>();
  private final List<ParameterUse> uses = new ArrayList<>();

  PlanParameters(Graph graph, ParameterStore store, LayoutPool layouts, Rollback made) {
    this.graph = graph;
    this.store = store;
    this.layouts = layouts;
    this.made = made;
  }

  /** Returns a constant in a layout. */
  Region read(int value, Layout wanted, @Nullable Node node) {
    ParameterStore.Form form = use(value, null, wanted, node);
    return new Region(constant(form), layouts.copyOf(form.layout));
  }

  /** Returns the weights of a convolution, transformed for each point, each in a layout. */
  List<Region> readTransformed(int value, Winograd transform, Layout wanted, @Nullable Node node) {
    ParameterStore.Form form = use(value, transform, wanted, node);
    Layout layout = layouts.copyOf(form.layout);
    List<Region> weights = new ArrayList<>();
    for (int point = 0; point < transform.points(); point++) {
      ArenaBuffer<NativeMemory> part = new ArenaBuffer<>(layout.byteSize());
      part.moveInto(constant(form), point * Winograd.weightStride(layout));
      weights.add(new Region(part, layout));
    }
    return weights;
  }

  private ParameterStore.Form use(
      int value, @Nullable Winograd transform, Layout wanted, @Nullable Node node) {
    ParameterStore.Form form = store.use(value, transform, wanted);
    used.add(form);
    made.add(() -> store.release(form));
    Constant constant = graph.constant(value).orElseThrow();
    Layout layout = layouts.copyOf(form.layout);
    uses.add(new ParameterUse(node, constant.name(), constant.type(), transform, layout));
    return form;
  }

  private static ArenaBuffer<NativeMemory> constant(ParameterStore.Form form) {
    return ArenaBuffer.constant(form.memory, form.memory.byteSize());
  }

  /** Waits until the data of all are there. */
  void await() {
    ParameterStore.await(used);
  }

  /** Returns what was read, in order. */
  List<ParameterUse> uses() {
    return uses;
  }
}
