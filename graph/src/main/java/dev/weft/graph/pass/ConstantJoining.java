package dev.weft.graph.pass;

import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Concat;
import dev.weft.graph.op.Reshape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes constants of constants that are reshaped, or put behind one another along their first axis,
 * as Gluon does with the parameters of recurrent layers. A constant that has other consumers stays
 * as it is, lest its elements be held twice.
 */
public final class ConstantJoining implements GraphPass {
  /** Makes the pass. */
  public ConstantJoining() {}

  @Override
  public String name() {
    return "constant joining";
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public Graph apply(Graph graph) {
    ValueUses uses = graph.uses();
    Map<Integer, Constant> known = new HashMap<>(graph.constants());
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : graph.nodes()) {
      Optional<Constant> made = joined(node, uses, known);
      int output = node.outputs().get(0);
      if (made.isPresent()) {
        known.put(output, made.get());
        rewrite.replace(output, rewrite.constant(made.get()));
      } else {
        rewrite.add(node);
      }
    }
    return rewrite.finish();
  }

  private static Optional<Constant> joined(
      Node node, ValueUses uses, Map<Integer, Constant> known) {
    boolean reshapes = node.op() instanceof Reshape && node.inputs().size() == 1;
    boolean joins = node.op() instanceof Concat concat && concat.axis() == 0;
    if (!(reshapes || joins) || uses.isOutput(node.outputs().get(0))) {
      return Optional.empty();
    }
    List<Constant> parts = new ArrayList<>();
    for (int input : node.inputs()) {
      Constant part = known.get(input);
      if (part == null || !uses.hasOneConsumer(input)) {
        return Optional.empty();
      }
      parts.add(part);
    }
    List<ValueType> types = parts.stream().map(Constant::type).toList();
    boolean uniform = types.stream().map(ValueType::dataType).distinct().count() == 1;
    ValueType type = node.op().infer(types).get(0);
    return uniform && type.shape().isKnown()
        ? Optional.of(new Joined(node.name(), type, parts))
        : Optional.empty();
  }

  /** Constants one behind the other. */
  private record Joined(String name, ValueType type, List<Constant> parts) implements Constant {
    @Override
    public void read(ByteBuffer target) {
      parts.forEach(part -> part.read(target));
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      int end = target.limit();
      long skipped = offset;
      for (Constant part : parts) {
        long here = Math.min(part.byteSize() - skipped, end - target.position());
        if (here > 0) {
          target.limit(target.position() + (int) here);
          part.read(skipped, target);
        }
        skipped = Math.max(0, skipped - part.byteSize());
      }
      target.limit(end);
    }
  }
}
