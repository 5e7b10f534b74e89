package dev.weft.backend.onednn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A computation compiled by oneDNN. Immutable; any number of threads may execute it at once, each
 * with a scratchpad of its own. Freed by {@code close}.
 */
public final class Primitive implements AutoCloseable {
  private final String kind;
  private final dnnl_primitive primitive;
  private final NativeHandle handle;
  private final Layout source;
  private final Layout weights;
  private final Layout destination;
  private final Layout scratchpad;

  private Primitive(
      String kind,
      dnnl_primitive primitive,
      Layout source,
      Layout weights,
      Layout destination,
      Layout scratchpad) {
    this.kind = kind;
    this.primitive = primitive;
    this.handle = new NativeHandle(kind, () -> dnnl.dnnl_primitive_destroy(primitive));
    this.source = source;
    this.weights = weights;
    this.destination = destination;
    this.scratchpad = scratchpad;
  }

  /** Compiles a description, which is freed, and asks it for the layouts that oneDNN has chosen. */
  static Primitive of(String kind, dnnl_primitive_desc description, LayoutPool pool) {
    dnnl_primitive primitive = new dnnl_primitive();
    boolean complete = false;
    try {
      Status.check(
          dnnl.dnnl_primitive_create(primitive, description), "dnnl_primitive_create", kind);
      Primitive made =
          new Primitive(
              kind,
              primitive,
              layout(description, dnnl.dnnl_query_src_md, pool),
              layout(description, dnnl.dnnl_query_weights_md, pool),
              layout(description, dnnl.dnnl_query_dst_md, pool),
              layout(description, dnnl.dnnl_query_scratchpad_md, pool));
      complete = true;
      return made;
    } finally {
      dnnl.dnnl_primitive_desc_destroy(description);
      if (!complete && !primitive.isNull()) {
        dnnl.dnnl_primitive_destroy(primitive);
      }
    }
  }

  private static Layout layout(dnnl_primitive_desc description, int query, LayoutPool pool) {
    dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(description, query, 0);
    return found == null || found.isNull() || dnnl.dnnl_memory_desc_get_size(found) == 0
        ? pool.none()
        : pool.copyOf(found);
  }

  /** {@return what it computes} */
  public String kind() {
    return kind;
  }

  /** {@return the name of the implementation that oneDNN has chosen, such as {@code jit:avx2}} */
  public String implementation() {
    try (NativeMemory word = NativeMemory.allocate(Long.BYTES, "query")) {
      PointerPointer<Pointer> result = new PointerPointer<>(word.at(0));
      Status.check(
          dnnl.dnnl_primitive_get_primitive_desc(pointer(), result),
          "dnnl_primitive_get_primitive_desc",
          kind);
      // The description belongs to the primitive.
      dnnl_primitive_desc description = new dnnl_primitive_desc(result.get(0));
      Status.check(
          dnnl.dnnl_primitive_desc_query(description, dnnl.dnnl_query_impl_info_str, 0, result),
          "dnnl_primitive_desc_query",
          kind);
      return new BytePointer(result.get(0)).getString();
    }
  }

  /** {@return the layout that it wants of its source} */
  public Layout source() {
    return source;
  }

  /** {@return the layout that it wants of its weights} */
  public Layout weights() {
    return weights;
  }

  /** {@return the layout of its result} */
  public Layout destination() {
    return destination;
  }

  /** {@return the bytes of scratch memory that an execution needs} */
  public long scratchpadBytes() {
    return scratchpad.byteSize();
  }

  /** {@return the layout of the scratchpad} */
  public Layout scratchpad() {
    return scratchpad;
  }

  dnnl_primitive pointer() {
    if (handle.isClosed()) {
      throw new IllegalStateException(handle + " is used after it was freed");
    }
    return primitive;
  }

  @Override
  public void close() {
    handle.close();
  }

  @Override
  public String toString() {
    return kind;
  }
}
