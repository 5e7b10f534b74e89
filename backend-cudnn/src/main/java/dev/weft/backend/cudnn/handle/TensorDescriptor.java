package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.util.Arrays;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudnn;

/** What cuDNN is told of a tensor: its type, dimensions and strides. Immutable. */
public final class TensorDescriptor implements AutoCloseable {
  private static final int LEAST_RANK = 4;
  private static final String FUNCTION = "cudnnSetTensorNdDescriptor";

  private final cudnnTensorStruct descriptor = new cudnnTensorStruct();
  private final NativeHandle handle;

  /**
   * Makes a descriptor. cuDNN wants at least four dimensions: those that lack are ones of size 1
   * behind the first two, as if a row were an image of one row.
   *
   * @param type the type of elements
   * @param dimensions the sizes, batch and channels first
   * @param strides the distance of neighbours in each dimension, in elements, without gaps
   * @throws BackendException if it has more elements than cuDNN {@linkplain #takes counts}
   */
  public TensorDescriptor(ElementType type, long[] dimensions, long[] strides) {
    this(type, widened(counted(FUNCTION, type, dimensions), 1), distances(dimensions, strides));
  }

  private TensorDescriptor(ElementType type, int[] sizes, int[] distances) {
    String subject = type + " " + Arrays.toString(sizes);
    Status.cudnn(
        cudnn.cudnnCreateTensorDescriptor(descriptor), "cudnnCreateTensorDescriptor", subject);
    this.handle =
        new NativeHandle(
            "tensor descriptor",
            () ->
                Status.cudnn(
                    cudnn.cudnnDestroyTensorDescriptor(descriptor),
                    "cudnnDestroyTensorDescriptor",
                    subject));
    boolean complete = false;
    try {
      Status.cudnn(
          cudnn.cudnnSetTensorNdDescriptor(
              descriptor, type.cudnnCode(), sizes.length, sizes, distances),
          FUNCTION,
          subject);
      complete = true;
    } finally {
      if (!complete) {
        handle.close();
      }
    }
  }

  /**
   * {@return whether cuDNN describes a tensor of so many elements}
   *
   * @param elements the number of elements
   */
  public static boolean takes(long elements) {
    return elements <= Integer.MAX_VALUE;
  }

  /**
   * Returns the dimensions, of which none is more than all elements together.
   *
   * @param function the function of cuDNN that they are for
   * @throws BackendException if cuDNN cannot count the elements
   */
  static long[] counted(String function, ElementType type, long... dimensions) {
    Shape shape = Shape.of(dimensions);
    int unused =
        NativeInt.of(shape.elementCount(), "the number of elements", function, type + " " + shape);
    return dimensions;
  }

  /** Describes a tensor of three dimensions without gaps, as functions of recurrent layers want. */
  static TensorDescriptor packed(ElementType type, long first, long second, long third) {
    int[] sizes =
        Arrays.stream(counted(FUNCTION, type, first, second, third))
            .mapToInt(Math::toIntExact)
            .toArray();
    return new TensorDescriptor(type, sizes, new int[] {sizes[1] * sizes[2], sizes[2], 1});
  }

  private static int[] distances(long[] dimensions, long[] strides) {
    int[] sizes = widened(dimensions, 1);
    int[] distances = widened(strides, 1);
    for (int i = 2; i < sizes.length - dimensions.length + 2; i++) {
      distances[i] = Math.max(1, sizes[sizes.length - 1] * distances[sizes.length - 1]);
    }
    return distances;
  }

  /** Returns numbers of all dimensions, with others behind the first two where they are too few. */
  static int[] widened(long[] numbers, int filler) {
    int rank = Math.max(LEAST_RANK, numbers.length);
    int added = rank - numbers.length;
    int[] all = new int[rank];
    for (int i = 0; i < rank; i++) {
      boolean filled = i >= 2 && i < 2 + added;
      int from = i < 2 ? i : i - added;
      all[i] = filled || from >= numbers.length ? filler : Math.toIntExact(numbers[from]);
    }
    return all;
  }

  cudnnTensorStruct pointer() {
    return descriptor;
  }

  @Override
  public void close() {
    handle.close();
  }
}
