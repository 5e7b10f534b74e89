package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.Kernel;
import java.util.List;

/** One thing that a call does; immutable. */
public sealed interface Step {
  /** {@return the name of the node that it belongs to, for messages and traces} */
  String name();

  /** {@return what it does} */
  String kind();

  /**
   * A primitive.
   *
   * @param name the node
   * @param primitive the primitive
   * @param arguments its arguments
   */
  record OfPrimitive(String name, Primitive primitive, List<Argument> arguments) implements Step {
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
   * A kernel.
   *
   * @param name the node
   * @param kind what it computes
   * @param kernel the kernel
   * @param inputs what it reads
   * @param outputs what it writes
   */
  record OfKernel(
      String name, String kind, Kernel kernel, List<Region> inputs, List<Region> outputs)
      implements Step {}
}
