package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds of primitives have in common: they are described to oneDNN, the description is
 * checked, and it is compiled. For one thread.
 */
public final class PrimitiveCompiler {
  static final int INFERENCE = dnnl.dnnl_forward_inference;

  private final LayoutPool pool;
  private final dnnl_engine engine = Engine.get().pointer();

  PrimitiveCompiler(LayoutPool pool) {
    this.pool = pool;
  }

  /** Describes a primitive. */
  @FunctionalInterface
  interface Description {
    /** Lets oneDNN fill in a description; returns its status. */
    int create(dnnl_primitive_desc pd, dnnl_engine engine, dnnl_primitive_attr attributes);
  }

  /**
   * Compiles a primitive without post-operations.
   *
   * @param kind what it computes, in a word
   * @param function the function of oneDNN that is called, for messages
   * @param layouts of what it is computed, for messages
   */
  Primitive compile(String kind, String function, List<Layout> layouts, Description description) {
    try (PostOps none = new PostOps()) {
      return compile(kind, function, layouts, none, description);
    }
  }

  /** Compiles a primitive. */
  Primitive compile(
      String kind,
      String function,
      List<Layout> layouts,
      PostOps postOps,
      Description description) {
    return compile(kind, function, layouts, postOps, ImplementationChoice.FIRST, description);
  }

  /** Compiles one of the implementations. */
  Primitive compile(
      String kind,
      String function,
      List<Layout> layouts,
      PostOps postOps,
      ImplementationChoice choice,
      Description description) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    int status = description.create(pd, engine, postOps.attributes());
    if (status != 0) {
      // Only now: to describe layouts takes as long as to compile some primitives.
      throw Status.failure(status, function, kind + " of " + layouts);
    }
    boolean found = false;
    try {
      found = choice.find(pd);
    } finally {
      if (!found) {
        dnnl.dnnl_primitive_desc_destroy(pd);
      }
    }
    if (found) {
      return finish(kind, pd);
    }
    if (choice == ImplementationChoice.PREFER_DIRECT_AVX512) {
      return compile(kind, function, layouts, postOps, ImplementationChoice.FIRST, description);
    }
    throw Status.failure(Status.UNIMPLEMENTED, function, kind + " of " + layouts + ", " + choice);
  }

  /** Compiles what is described, and frees the description. */
  Primitive finish(String kind, dnnl_primitive_desc description) {
    return Primitive.of(kind, description, pool);
  }

  /** Returns a layout's pointer, or a null pointer for an argument that is not there. */
  static dnnl_memory_desc orNone(@Nullable Layout layout) {
    return layout == null ? new dnnl_memory_desc() : layout.pointer();
  }
}
