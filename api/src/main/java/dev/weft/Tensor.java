package dev.weft;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * Elements of one {@link DataType} in row-major order, over a Java array or a buffer. Nobody closes
 * a tensor: its memory is garbage-collected.
 *
 * <p>A tensor shares the array or buffer that it was made of: nothing is copied, and what is later
 * written there is seen by it.
 *
 * <p><b>Thread-safety.</b> Type and shape never change. Elements are ordinary memory: threads may
 * read them together, and one that writes must be ordered before those that read. A running call
 * reads its inputs and writes its outputs.
 */
public final class Tensor {
  private final DataType dataType;
  private final Shape shape;
  private final Buffer elements;

  private Tensor(DataType dataType, Shape shape, Buffer elements) {
    long expected = elementCount(shape);
    if (elements.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor of shape "
              + shape
              + " has "
              + expected
              + " elements, but "
              + elements.remaining()
              + " were given");
    }
    this.dataType = dataType;
    this.shape = shape;
    this.elements = elements;
  }

  /**
   * {@return a {@link DataType#FLOAT32} tensor over an array}
   *
   * @param values the elements, shared
   * @param shape the dimensions, outermost first; none makes a scalar
   * @throws IllegalArgumentException if shape and number of elements disagree
   */
  public static Tensor of(float[] values, long... shape) {
    return new Tensor(DataType.FLOAT32, known(shape), FloatBuffer.wrap(values));
  }

  /**
   * {@return a {@link DataType#FLOAT64} tensor over an array}
   *
   * @param values the elements, shared
   * @param shape the dimensions, outermost first; none makes a scalar
   * @throws IllegalArgumentException if shape and number of elements disagree
   */
  public static Tensor of(double[] values, long... shape) {
    return new Tensor(DataType.FLOAT64, known(shape), DoubleBuffer.wrap(values));
  }

  /**
   * {@return an {@link DataType#INT32} tensor over an array}
   *
   * @param values the elements, shared
   * @param shape the dimensions, outermost first; none makes a scalar
   * @throws IllegalArgumentException if shape and number of elements disagree
   */
  public static Tensor of(int[] values, long... shape) {
    return new Tensor(DataType.INT32, known(shape), IntBuffer.wrap(values));
  }

  /**
   * {@return an {@link DataType#INT64} tensor over an array}
   *
   * @param values the elements, shared
   * @param shape the dimensions, outermost first; none makes a scalar
   * @throws IllegalArgumentException if shape and number of elements disagree
   */
  public static Tensor of(long[] values, long... shape) {
    return new Tensor(DataType.INT64, known(shape), LongBuffer.wrap(values));
  }

  /**
   * {@return a tensor over the remaining elements of a buffer}
   *
   * @param dataType the type of the elements
   * @param elements the elements, shared: a buffer of the type's carrier (such as a {@link
   *     FloatBuffer} for {@link DataType#FLOAT32}), or a {@link ByteBuffer} of their bytes in its
   *     own byte order
   * @param shape the dimensions, outermost first; none makes a scalar
   * @throws IllegalArgumentException if the buffer is of another type, or shape and number of
   *     elements disagree
   */
  public static Tensor of(DataType dataType, Buffer elements, long... shape) {
    return new Tensor(dataType, known(shape), carrier(dataType, elements));
  }

  /**
   * {@return a tensor of zeros in a new direct buffer of native byte order, the memory that {@link
   * ThreadSafePredictor#predictInto(java.util.List, java.util.List)} is fastest with}
   *
   * @param dataType the type of the elements
   * @param shape a known shape of less than 2 GiB
   * @throws IllegalArgumentException if the shape is not known, or too large for one buffer
   */
  public static Tensor allocateDirect(DataType dataType, Shape shape) {
    int bytes = capacity(shape, dataType.byteSize()) * dataType.byteSize();
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return new Tensor(dataType, shape, carrier(dataType, memory));
  }

  /**
   * {@return a tensor of zeros over a new Java array}
   *
   * @param dataType the type of the elements
   * @param shape a known shape of at most 2³¹ − 1 elements
   * @throws IllegalArgumentException if the shape is not known, or too large for one array
   */
  public static Tensor zeros(DataType dataType, Shape shape) {
    int count = capacity(shape, 1);
    Buffer memory =
        switch (dataType) {
          case FLOAT32 -> FloatBuffer.allocate(count);
          case FLOAT64 -> DoubleBuffer.allocate(count);
          case FLOAT16, BFLOAT16 -> ShortBuffer.allocate(count);
          case INT8, UINT8, BOOL -> ByteBuffer.allocate(count);
          case INT32 -> IntBuffer.allocate(count);
          case INT64 -> LongBuffer.allocate(count);
        };
    return new Tensor(dataType, shape, memory);
  }

  /** {@return the type of the elements} */
  public DataType dataType() {
    return dataType;
  }

  /** {@return the shape; it is known} */
  public Shape shape() {
    return shape;
  }

  /** {@return the number of elements} */
  public long elementCount() {
    return elements.remaining();
  }

  /**
   * {@return a view of the elements, of the type's carrier: it shares their memory and has its own
   * position and limit} It is direct, or has an accessible array, as the memory that this tensor
   * was made of.
   */
  public Buffer buffer() {
    return elements.duplicate();
  }

  /**
   * {@return the elements converted to {@code float}, in a new array} {@link DataType#FLOAT64},
   * {@link DataType#INT32} and {@link DataType#INT64} are rounded to nearest.
   */
  public float[] toFloatArray() {
    float[] result = new float[elements.remaining()];
    if (elements instanceof FloatBuffer floats) {
      floats.duplicate().get(result);
      return result;
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = isIntegral() ? (float) integer(i) : (float) real(i);
    }
    return result;
  }

  /**
   * {@return the elements converted to {@code double}, in a new array} {@link DataType#INT64} is
   * rounded to nearest.
   */
  public double[] toDoubleArray() {
    double[] result = new double[elements.remaining()];
    for (int i = 0; i < result.length; i++) {
      result[i] = isIntegral() ? (double) integer(i) : real(i);
    }
    return result;
  }

  /**
   * {@return the elements of an integer or boolean type, in a new array}
   *
   * @throws IllegalStateException if the type is a floating-point one
   */
  public long[] toLongArray() {
    if (!isIntegral()) {
      throw new IllegalStateException(
          "elements are " + dataType + ", which toLongArray would truncate; use toDoubleArray");
    }
    long[] result = new long[elements.remaining()];
    for (int i = 0; i < result.length; i++) {
      result[i] = integer(i);
    }
    return result;
  }

  private boolean isIntegral() {
    return !dataType.isFloatingPoint();
  }

  private double real(int index) {
    return switch (dataType) {
      case FLOAT32 -> ((FloatBuffer) elements).get(index);
      case FLOAT64 -> ((DoubleBuffer) elements).get(index);
      case FLOAT16 -> HalfFloat.toFloat(((ShortBuffer) elements).get(index));
      case BFLOAT16 -> Float.intBitsToFloat(((ShortBuffer) elements).get(index) << 16);
      default -> throw new AssertionError(dataType);
    };
  }

  private long integer(int index) {
    return switch (dataType) {
      case INT8 -> ((ByteBuffer) elements).get(index);
      case UINT8, BOOL -> Byte.toUnsignedInt(((ByteBuffer) elements).get(index));
      case INT32 -> ((IntBuffer) elements).get(index);
      case INT64 -> ((LongBuffer) elements).get(index);
      default -> throw new AssertionError(dataType);
    };
  }

  private static Shape known(long[] dimensions) {
    Shape shape = Shape.of(dimensions);
    requireKnown(shape);
    return shape;
  }

  private static void requireKnown(Shape shape) {
    if (!shape.isKnown()) {
      throw new IllegalArgumentException(
          "a tensor's dimensions must all be known, but its shape is " + shape);
    }
  }

  /** Returns the number of elements of a known shape, if one buffer of such units can hold them. */
  private static int capacity(Shape shape, int unit) {
    requireKnown(shape);
    long count = elementCount(shape);
    int limit = Integer.MAX_VALUE / unit;
    if (count > limit) {
      throw new IllegalArgumentException(
          "tensor of shape " + shape + " has " + count + " elements, expected at most " + limit);
    }
    return (int) count;
  }

  private static long elementCount(Shape shape) {
    try {
      return shape.elementCount();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a tensor cannot be so large: " + e.getMessage(), e);
    }
  }

  /** Returns a view of the remaining elements that begins at index 0. */
  private static Buffer carrier(DataType dataType, Buffer memory) {
    Objects.requireNonNull(memory, "elements");
    if (memory instanceof ByteBuffer bytes) {
      if (bytes.remaining() % dataType.byteSize() != 0) {
        throw new IllegalArgumentException(
            "a buffer of "
                + bytes.remaining()
                + " bytes holds no whole number of "
                + dataType
                + " elements of "
                + dataType.byteSize()
                + " bytes");
      }
      ByteBuffer view = bytes.slice().order(bytes.order());
      return switch (dataType) {
        case FLOAT32 -> view.asFloatBuffer();
        case FLOAT64 -> view.asDoubleBuffer();
        case FLOAT16, BFLOAT16 -> view.asShortBuffer();
        case INT8, UINT8, BOOL -> view;
        case INT32 -> view.asIntBuffer();
        case INT64 -> view.asLongBuffer();
      };
    }
    boolean fits =
        switch (dataType) {
          case FLOAT32 -> memory instanceof FloatBuffer;
          case FLOAT64 -> memory instanceof DoubleBuffer;
          case FLOAT16, BFLOAT16 -> memory instanceof ShortBuffer;
          case INT8, UINT8, BOOL -> false;
          case INT32 -> memory instanceof IntBuffer;
          case INT64 -> memory instanceof LongBuffer;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "elements of type "
              + dataType
              + " were given in a "
              + memory.getClass().getSimpleName()
              + ", expected a buffer of the type's carrier or a ByteBuffer");
    }
    return memory.slice();
  }

  /** Returns for example {@code FLOAT32 (1, 3, 224, 224)}; never the elements. */
  @Override
  public String toString() {
    return dataType + " " + shape;
  }
}
