package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Compiles copies into other layouts or behind one another. */
public sealed interface CopyPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return a copy into another layout or type}
   *
   * @param from the source
   * @param to the destination
   */
  default Primitive reorder(Layout from, Layout to) {
    return compiler()
        .compile(
            "reorder",
            "dnnl_reorder_primitive_desc_create",
            List.of(from, to),
            (pd, engine, attributes) ->
                dnnl.dnnl_reorder_primitive_desc_create(
                    pd, from.pointer(), engine, to.pointer(), engine, attributes));
  }

  /**
   * {@return values put behind one another; arguments from {@link Argument#MULTIPLE_SRC} on}
   *
   * @param axis the axis
   * @param sources the values
   * @param destination the result
   */
  default Primitive concat(int axis, List<Layout> sources, Layout destination) {
    long size = sources.size() * (long) Long.BYTES;
    try (PostOps none = new PostOps();
        NativeMemory array = NativeMemory.allocate(size + Long.BYTES, "concat")) {
      PointerPointer<Pointer> pointers = new PointerPointer<>(array.at(0));
      for (int i = 0; i < sources.size(); i++) {
        pointers.put(i, sources.get(i).pointer());
      }
      PointerPointer<Pointer> result = new PointerPointer<>(array.at(size));
      Status.check(
          dnnl.dnnl_concat_primitive_desc_create(
              result,
              Engine.get().pointer(),
              destination.pointer(),
              sources.size(),
              axis,
              pointers,
              none.attributes()),
          "dnnl_concat_primitive_desc_create",
          "concatenation to " + destination);
      return compiler().finish("concat", new dnnl_primitive_desc(result.get(0)));
    }
  }
}
