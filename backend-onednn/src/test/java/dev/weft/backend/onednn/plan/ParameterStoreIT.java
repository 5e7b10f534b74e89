package dev.weft.backend.onednn.plan;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.ValueType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterStoreIT {
  private static final int VALUE = 0;

  @Test
  void aFormThatComesAgainAddsNoLayout() {
    Graph graph = new Graph(List.of(), Map.of(VALUE, zeros(3, 5)), List.of(), List.of(), 1);
    try (ParameterStore store = ParameterStore.read(graph);
        LayoutPool layouts = new LayoutPool()) {
      Layout columns = layouts.strided(ElementType.F32, new long[] {3, 5}, new long[] {1, 3});
      store.use(VALUE, null, layouts.plain(ElementType.F32, 3, 5));
      ParameterStore.Form first = usedForAWhile(store, columns);
      ParameterStore.Form again = usedForAWhile(store, columns);
      assertNotSame(first, again);
      assertSame(first.layout, again.layout);
    }
  }

  private static ParameterStore.Form usedForAWhile(ParameterStore store, Layout layout) {
    ParameterStore.Form form = store.use(VALUE, null, layout);
    ParameterStore.await(List.of(form));
    store.release(form);
    store.trim();
    return form;
  }

  private static Constant zeros(long... shape) {
    ValueType type = new ValueType(DataType.FLOAT32, Shape.of(shape));
    return new Constant() {
      @Override
      public String name() {
        return "zeros";
      }

      @Override
      public ValueType type() {
        return type;
      }

      @Override
      public void read(ByteBuffer target) {
        while (target.hasRemaining()) {
          target.put((byte) 0);
        }
      }
    };
  }
}
