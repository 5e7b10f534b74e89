package dev.weft.backend.onednn.lower;

import dev.weft.DataType;
import dev.weft.backend.onednn.kernel.RecurrentWeights;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Recurrent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parameter vectors of recurrent layers that are in oneDNN's order from the moment they are read
 * from their file, so that all plans share them.
 */
public final class RecurrentParameters {
  private RecurrentParameters() {}

  /**
   * {@return a graph whose parameter vectors are in oneDNN's order where only recurrent layers of
   * one kind read them}
   *
   * @param graph the graph
   */
  public static Graph reordered(Graph graph) {
    ValueUses uses = graph.uses();
    Map<Integer, Constant> constants = new LinkedHashMap<>(graph.constants());
    for (Map.Entry<Integer, Constant> entry : constants.entrySet()) {
      Constant constant = entry.getValue();
      Optional<RecurrentWeights> reader = onlyReader(uses, entry.getKey(), constant);
      if (reader.isPresent()) {
        entry.setValue(new Reordered(constant, reader.get()));
      }
    }
    return new Graph(graph.inputs(), constants, graph.nodes(), graph.outputs(), graph.valueCount());
  }

  /** Returns whether a constant is in oneDNN's order. */
  static boolean isReordered(Constant constant) {
    return constant instanceof Reordered;
  }

  private static Optional<RecurrentWeights> onlyReader(
      ValueUses uses, int value, Constant constant) {
    Set<Recurrent> consumers = new HashSet<>();
    for (Node consumer : uses.consumers(value)) {
      if (consumer.op() instanceof Recurrent op
          && consumer.inputs().indexOf(value) == 1
          && consumer.inputs().lastIndexOf(value) == 1) {
        consumers.add(op);
      } else {
        return Optional.empty();
      }
    }
    if (consumers.size() != 1
        || uses.isOutput(value)
        || constant.type().dataType() != DataType.FLOAT32
        || !constant.type().shape().isKnown()) {
      return Optional.empty();
    }
    Recurrent op = consumers.iterator().next();
    int width = op.dataWidth(constant.type().shape().elementCount());
    return Optional.of(new RecurrentWeights(op, width));
  }

  /** A parameter vector that is reordered when it is read. */
  private record Reordered(Constant base, RecurrentWeights order) implements Constant {
    @Override
    public String name() {
      return base.name() + " reordered";
    }

    @Override
    public ValueType type() {
      return base.type();
    }

    @Override
    public void read(ByteBuffer target) {
      int size = Math.toIntExact(byteSize());
      ByteBuffer stored = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
      base.read(stored);
      ByteBuffer part = target.slice(target.position(), size).order(ByteOrder.nativeOrder());
      order.reorder(stored.rewind().asFloatBuffer(), part.asFloatBuffer());
      target.position(target.position() + size);
    }
  }
}
