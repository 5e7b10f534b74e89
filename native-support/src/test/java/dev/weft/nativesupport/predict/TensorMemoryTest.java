package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorMemoryTest {
  private static final ByteOrder FOREIGN_ORDER =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
          ? ByteOrder.LITTLE_ENDIAN
          : ByteOrder.BIG_ENDIAN;

  @Test
  void directNativeMemoryIsUsedInPlace() {
    Tensor tensor = Tensor.allocateDirect(DataType.FLOAT32, Shape.of(2));
    FloatBuffer readable = (FloatBuffer) TensorMemory.readable(tensor);
    assertTrue(readable.isDirect());
    readable.put(0, 7);
    assertEquals(7, tensor.toFloatArray()[0]);
    TensorMemory.write(tensor, buffer -> ((FloatBuffer) buffer).put(1, 8));
    assertEquals(8, tensor.toFloatArray()[1]);
  }

  @Test
  void arraysAreUsedInPlace() {
    float[] values = {1, 2};
    Tensor tensor = Tensor.of(values, 2);
    assertSame(values, TensorMemory.readable(tensor).array());
    TensorMemory.write(tensor, buffer -> assertSame(values, buffer.array()));
  }

  @Test
  void anArrayIsUsedInPlaceOnlyFromItsBeginning() {
    float[] values = {1, 2, 3, 4};
    Tensor tensor = Tensor.of(DataType.FLOAT32, FloatBuffer.wrap(values, 1, 2), 2);
    Buffer copy = TensorMemory.readable(tensor);
    assertArrayEquals(new float[] {2, 3}, (float[]) copy.array());
    TensorMemory.write(tensor, buffer -> ((FloatBuffer) buffer).put(new float[] {8, 9}));
    assertArrayEquals(new float[] {1, 8, 9, 4}, values);
  }

  @ParameterizedTest
  @EnumSource
  void memoryOfForeignOrderIsCopiedAndWrittenBack(DataType type) {
    for (boolean direct : new boolean[] {true, false}) {
      int bytes = 3 * type.byteSize();
      ByteBuffer memory = direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
      Tensor tensor = Tensor.of(type, memory.order(FOREIGN_ORDER), 3);
      Tensor ones = ones(type);
      TensorMemory.write(tensor, buffer -> fill(type, buffer, ones));
      assertArrayEquals(new double[] {1, 1, 1}, tensor.toDoubleArray());
      Buffer readable = TensorMemory.readable(tensor);
      assertEquals(0, readable.position());
      assertEquals(3, readable.remaining());
      assertTrue(readable.isDirect() || readable.hasArray());
      assertEquals(ones.buffer(), readable);
    }
  }

  @Test
  void readOnlyHeapMemoryIsReadFromACopy() {
    FloatBuffer memory = FloatBuffer.wrap(new float[] {1, 2}).asReadOnlyBuffer();
    Buffer readable = TensorMemory.readable(Tensor.of(DataType.FLOAT32, memory, 2));
    assertArrayEquals(new float[] {1, 2}, (float[]) readable.array());
  }

  @Test
  void aWriterMayMoveThePosition() {
    ByteBuffer memory = ByteBuffer.allocateDirect(8).order(FOREIGN_ORDER);
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 2);
    TensorMemory.write(tensor, buffer -> ((FloatBuffer) buffer).put(1).put(2));
    assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
  }

  /** Copies ones into memory of the same type, as a native writer would: in native order. */
  private static void fill(DataType type, Buffer target, Tensor ones) {
    assertEquals(3, target.remaining());
    assertTrue(target.isDirect() || target.hasArray());
    Tensor view = Tensor.of(type, target, 3);
    TensorMemory.write(
        view,
        inPlace -> {
          if (inPlace.hasArray()) {
            Object from = ones.buffer().array();
            System.arraycopy(from, 0, inPlace.array(), 0, 3);
          } else {
            ByteBuffer bytes = (ByteBuffer) inPlace;
            bytes.put((ByteBuffer) ones.buffer());
          }
        });
  }

  private static Tensor ones(DataType type) {
    return switch (type) {
      case FLOAT32 -> Tensor.of(new float[] {1, 1, 1}, 3);
      case FLOAT64 -> Tensor.of(new double[] {1, 1, 1}, 3);
      case FLOAT16 -> shorts(type, 0x3C00);
      case BFLOAT16 -> shorts(type, 0x3F80);
      case INT8, UINT8, BOOL -> Tensor.of(type, ByteBuffer.wrap(new byte[] {1, 1, 1}), 3);
      case INT32 -> Tensor.of(new int[] {1, 1, 1}, 3);
      case INT64 -> Tensor.of(new long[] {1, 1, 1}, 3);
    };
  }

  private static Tensor shorts(DataType type, int bits) {
    short value = (short) bits;
    return Tensor.of(type, ShortBuffer.wrap(new short[] {value, value, value}), 3);
  }
}
