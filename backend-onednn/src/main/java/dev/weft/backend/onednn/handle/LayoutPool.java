package dev.weft.backend.onednn.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** Makes layouts and frees all of them together. Not thread-safe. */
public final class LayoutPool implements AutoCloseable {
  private final List<dnnl_memory_desc> owned = new ArrayList<>();
  private @Nullable Layout none;

  /** Makes an empty pool. */
  public LayoutPool() {}

  /**
   * {@return the layout in row-major order}
   *
   * @param type the type of the elements
   * @param dimensions sizes of all dimensions
   */
  public Layout plain(ElementType type, long... dimensions) {
    long[] strides = new long[dimensions.length];
    long stride = 1;
    for (int axis = dimensions.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, dimensions[axis]);
    }
    return strided(type, dimensions, strides);
  }

  /**
   * {@return the layout of elements at these distances}
   *
   * @param type the type of the elements
   * @param dimensions sizes of all dimensions; none is taken for one of size 1
   * @param strides the distance of neighbours along each axis, in elements
   */
  public Layout strided(ElementType type, long[] dimensions, long[] strides) {
    long[] shape = dimensions.length == 0 ? new long[] {1} : dimensions.clone();
    long[] steps = dimensions.length == 0 ? new long[] {1} : strides;
    if (type == ElementType.S64 || type == ElementType.F64) {
      shape[0] *= 2;
    }
    dnnl_memory_desc desc = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_strides(desc, shape.length, shape, type.code(), steps),
        "dnnl_memory_desc_create_with_strides",
        "layout");
    return add(desc, type, dimensions.length == 0 ? new long[] {1} : dimensions.clone(), false);
  }

  /**
   * {@return the layout of images whose channels lie side by side}
   *
   * @param type the type of the elements
   * @param dimensions batch, channels, rows, columns
   */
  public Layout channelsLast(ElementType type, long... dimensions) {
    long column = dimensions[1];
    long row = dimensions[3] * column;
    return strided(type, dimensions, new long[] {dimensions[2] * row, 1, row, column});
  }

  /**
   * {@return the layout that oneDNN is to choose}
   *
   * @param type the type of the elements
   * @param dimensions sizes of all dimensions
   */
  public Layout any(ElementType type, long... dimensions) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_tag(
            desc, dimensions.length, dimensions, type.code(), dnnl.dnnl_format_tag_any),
        "dnnl_memory_desc_create_with_tag",
        "layout");
    return add(desc, type, dimensions.clone(), true);
  }

  /**
   * {@return the same memory seen with other dimensions, or empty if oneDNN cannot describe that}
   *
   * @param layout a layout
   * @param dimensions sizes with the same product
   */
  public Optional<Layout> reshaped(Layout layout, long... dimensions) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    int status =
        dnnl.dnnl_memory_desc_reshape(desc, layout.pointer(), dimensions.length, dimensions);
    return status == 0
        ? Optional.of(add(desc, layout.type(), dimensions.clone(), false))
        : Optional.empty();
  }

  /**
   * {@return the same memory seen with two axes in each other's place, or empty if oneDNN cannot
   * describe that}
   *
   * @param layout a layout
   * @param one an axis
   * @param other another axis
   */
  public Optional<Layout> swapped(Layout layout, int one, int other) {
    int[] axes = IntStream.range(0, layout.rank()).toArray();
    axes[one] = other;
    axes[other] = one;
    long[] dimensions = layout.dimensions();
    dimensions[one] = dimensions[other];
    dimensions[other] = layout.dimensions()[one];
    dnnl_memory_desc desc = new dnnl_memory_desc();
    int status = dnnl.dnnl_memory_desc_permute_axes(desc, layout.pointer(), axes);
    return status == 0
        ? Optional.of(add(desc, layout.type(), dimensions, false))
        : Optional.empty();
  }

  /**
   * {@return the layout of a part of what another describes, at the same address}
   *
   * @param layout a layout
   * @param dimensions the sizes of the part
   * @param offsets where it begins, along each axis; at a multiple of the blocks of that
   */
  public Layout part(Layout layout, long[] dimensions, long[] offsets) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_submemory(desc, layout.pointer(), dimensions, offsets),
        "dnnl_memory_desc_create_submemory",
        "layout");
    return add(desc, layout.type(), dimensions.clone(), false);
  }

  /** Copies a layout that belongs to a primitive descriptor. */
  Layout copyOf(dnnl_memory_desc foreign) {
    return new Layout(clone(foreign), null, false);
  }

  /**
   * {@return a layout of this pool that says the same}
   *
   * @param layout a layout of another pool
   */
  public Layout copyOf(Layout layout) {
    return layout.over(clone(layout.pointer()));
  }

  private dnnl_memory_desc clone(dnnl_memory_desc foreign) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    Status.check(dnnl.dnnl_memory_desc_clone(desc, foreign), "dnnl_memory_desc_clone", "layout");
    owned.add(desc);
    return desc;
  }

  /** Returns the layout of what is not there. */
  Layout none() {
    if (none == null) {
      none = plain(ElementType.F32, 0);
    }
    return none;
  }

  private Layout add(dnnl_memory_desc desc, ElementType type, long[] dimensions, boolean any) {
    owned.add(desc);
    return new Layout(desc, new Layout.Elements(type, dimensions), any);
  }

  @Override
  public void close() {
    owned.forEach(dnnl::dnnl_memory_desc_destroy);
    owned.clear();
  }
}
