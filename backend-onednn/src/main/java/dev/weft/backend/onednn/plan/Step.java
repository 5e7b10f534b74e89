package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a call does; immutable. */
public sealed interface Step {
  /** What brings outputs into the layout of a tensor belongs to no node. */
  String OUTPUT = "output";

  /** {@return the node of the graph that it belongs to, or null if it belongs to an output} */
  @Nullable Node node();

  /** {@return the name of the node that it belongs to, for messages and traces} */
  default String name() {
    Node node = node();
    return node == null ? OUTPUT : node.name();
  }

  /** {@return the operator of the node that it belongs to, for traces} */
  default String operator() {
    Node node = node();
    return node == null ? OUTPUT : node.op().operator();
  }

  /** {@return what it does} */
  String kind();

  /**
   * A primitive.
   *
   * @param node the node, or null
   * @param primitive the primitive
   * @param arguments its arguments
   */
  record OfPrimitive(@Nullable Node node, Primitive primitive, List<Argument> arguments)
      implements Step {
    @Override
    public String kind() {
      return primitive.kind();
    }
  }

  /**
   * An argument of a primitive.
   *
   * @param key its key
   * @param region where it is
   */
  record Argument(int key, Region region) {}

  /**
   * Primitives that run one after another, through scratch memory, to compute one thing.
   *
   * @param node the node, or null
   * @param kind what they compute
   * @param parts the primitives
   * @param arguments what they read and write as a whole
   */
  record OfPrimitives(
      @Nullable Node node, String kind, List<OfPrimitive> parts, List<Argument> arguments)
      implements Step {}

  /**
   * A kernel.
   *
   * @param node the node, or null
   * @param kind what it computes
   * @param kernel the kernel
   * @param inputs what it reads
   * @param outputs what it writes
   */
  record OfKernel(
      @Nullable Node node, String kind, Kernel kernel, List<Region> inputs, List<Region> outputs)
      implements Step {}
}
