package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
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
    return compile(kind, function, layouts, postOps, "", description);
  }

  /**
   * Compiles the first implementation whose name does not contain a word; an empty word excludes
   * none.
   */
  Primitive compile(
      String kind,
      String function,
      List<Layout> layouts,
      PostOps postOps,
      String excluded,
      Description description) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    int status = description.create(pd, engine, postOps.attributes());
    if (status != 0) {
      // Only now: to describe layouts takes as long as to compile some primitives.
      throw Status.failure(status, function, kind + " of " + layouts);
    }
    boolean found = false;
    try {
      skipExcluded(pd, excluded, kind);
      found = true;
    } finally {
      if (!found) {
        dnnl.dnnl_primitive_desc_destroy(pd);
      }
    }
    return finish(kind, pd);
  }

  /** Compiles what is described, and frees the description. */
  Primitive finish(String kind, dnnl_primitive_desc description) {
    return Primitive.of(kind, description, pool);
  }

  private static void skipExcluded(dnnl_primitive_desc pd, String word, String subject) {
    while (!word.isEmpty() && implementation(pd).contains(word)) {
      Status.check(
          dnnl.dnnl_primitive_desc_next_impl(pd), "dnnl_primitive_desc_next_impl", subject);
    }
  }

  private static String implementation(dnnl_primitive_desc pd) {
    try (NativeMemory result = NativeMemory.allocate(Long.BYTES, "query")) {
      Status.check(
          dnnl.dnnl_primitive_desc_query(pd, dnnl.dnnl_query_impl_info_str, 0, result.at(0)),
          "dnnl_primitive_desc_query",
          "implementation");
      return new BytePointer(new PointerPointer<>(result.at(0)).get(0)).getString();
    }
  }

  /** Returns a layout's pointer, or a null pointer for an argument that is not there. */
  static dnnl_memory_desc orNone(@Nullable Layout layout) {
    return layout == null ? new dnnl_memory_desc() : layout.pointer();
  }
}
