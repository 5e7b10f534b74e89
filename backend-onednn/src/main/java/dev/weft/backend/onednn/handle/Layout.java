package dev.weft.backend.onednn.handle;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of a value lie in memory: oneDNN's memory descriptor. Immutable; lives as long
 * as the {@link LayoutPool} that made it.
 */
public final class Layout {
  private final dnnl_memory_desc desc;
  private final boolean any;

  /** What oneDNN is asked only when somebody wants it: of most layouts, nobody does. */
  private volatile @Nullable Elements elements;

  /** What a layout holds: the type of the elements, and how many of them along each axis. */
  static final class Elements {
    private final ElementType type;
    private final long[] dimensions;

    Elements(ElementType type, long[] dimensions) {
      this.type = type;
      this.dimensions = dimensions;
    }
  }

  Layout(dnnl_memory_desc desc, @Nullable Elements elements, boolean any) {
    this.desc = desc;
    this.elements = elements;
    this.any = any;
  }

  dnnl_memory_desc pointer() {
    return desc;
  }

  /** {@return the type of the elements} */
  public ElementType type() {
    return elements().type;
  }

  /** {@return the sizes of all dimensions, in a new array} */
  public long[] dimensions() {
    return elements().dimensions.clone();
  }

  /** {@return the number of dimensions} */
  public int rank() {
    return elements().dimensions.length;
  }

  /** {@return the number of bytes, padding among them} */
  public long byteSize() {
    return dnnl.dnnl_memory_desc_get_size(desc);
  }

  /** {@return whether oneDNN is to choose} */
  public boolean isAny() {
    return any;
  }

  /**
   * {@return whether both say the same}
   *
   * @param other another layout
   */
  public boolean matches(Layout other) {
    return other == this || dnnl.dnnl_memory_desc_equal(desc, other.desc) != 0;
  }

  /** {@return whether elements lie in row-major order without gaps} */
  public boolean isPlain() {
    if (any || !isBlocked() || innerBlocks().length > 0) {
      return false;
    }
    long[] dimensions = elements().dimensions;
    long[] strides = strides();
    long expected = 1;
    for (int axis = dimensions.length - 1; axis >= 0; axis--) {
      if (dimensions[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= dimensions[axis];
    }
    return true;
  }

  /** {@return whether strides and blocks describe it; others are known to oneDNN alone} */
  public boolean isBlocked() {
    return number(dnnl.dnnl_query_format_kind, true) == dnnl.dnnl_blocked;
  }

  /** {@return the distance of neighbours along each axis, of blocks where an axis has them} */
  public long[] strides() {
    return numbers(dnnl.dnnl_query_strides, rank());
  }

  /** {@return pairs of axis and size of the inner blocks, outermost first} */
  public long[] innerBlocks() {
    int count = (int) number(dnnl.dnnl_query_inner_nblks_s32, true);
    long[] sizes = numbers(dnnl.dnnl_query_inner_blks, count);
    long[] axes = numbers(dnnl.dnnl_query_inner_idxs, count);
    long[] pairs = new long[2 * count];
    for (int i = 0; i < count; i++) {
      pairs[2 * i] = axes[i];
      pairs[2 * i + 1] = sizes[i];
    }
    return pairs;
  }

  /** Returns a copy of this layout. */
  Layout over(dnnl_memory_desc copy) {
    return new Layout(copy, elements, false);
  }

  private Elements elements() {
    Elements known = elements;
    if (known == null) {
      int rank = (int) number(dnnl.dnnl_query_ndims_s32, true);
      ElementType type = ElementType.ofCode((int) number(dnnl.dnnl_query_data_type, true));
      known = new Elements(type, numbers(dnnl.dnnl_query_dims, rank));
      elements = known;
    }
    return known;
  }

  private long number(int query, boolean small) {
    try (NativeMemory result = NativeMemory.allocate(Long.BYTES, "query")) {
      result.clear(0, Long.BYTES);
      Status.check(
          dnnl.dnnl_memory_desc_query(desc, query, result.at(0)),
          "dnnl_memory_desc_query",
          "layout");
      return small ? result.view(0, 8).getInt(0) : result.view(0, 8).getLong(0);
    }
  }

  private long[] numbers(int query, int count) {
    if (count == 0) {
      return new long[0];
    }
    LongPointer pointer = new LongPointer(new Address(number(query, false)));
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = pointer.get(i);
    }
    return numbers;
  }

  /** A pointer that a query returned. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }

  /** Returns for example {@code F32 [1, 64, 56, 56] blocked 1:16}. */
  @Override
  public String toString() {
    String text = type() + " " + Arrays.toString(elements().dimensions);
    if (any || !isBlocked()) {
      return text + (any ? " any" : " opaque");
    }
    if (isPlain()) {
      return text + " plain";
    }
    long[] blocks = innerBlocks();
    StringBuilder form = new StringBuilder(text);
    for (int i = 0; i < blocks.length; i += 2) {
      form.append(i == 0 ? " blocked " : ",").append(blocks[i]).append(':').append(blocks[i + 1]);
    }
    return blocks.length == 0 ? text + " strides " + Arrays.toString(strides()) : form.toString();
  }
}
