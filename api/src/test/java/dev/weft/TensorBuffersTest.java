package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorBuffersTest {
  static Stream<Arguments> memories() {
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
        .flatMap(
            order ->
                Stream.of(
                    Arguments.of(ByteBuffer.allocate(64).order(order)),
                    Arguments.of(ByteBuffer.allocateDirect(64).order(order))));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void bytesAreReadInTheirOwnOrder(ByteBuffer memory) {
    memory.putFloat(0, 1.5f).putFloat(4, -2).limit(8);
    assertArrayEquals(
        new float[] {1.5f, -2}, Tensor.of(DataType.FLOAT32, memory, 2).toFloatArray());
    memory.putDouble(0, 0.1);
    assertArrayEquals(new double[] {0.1}, Tensor.of(DataType.FLOAT64, memory, 1).toDoubleArray());
    memory.putShort(0, (short) 0x3C00).putShort(2, (short) 0x4000).limit(4);
    assertArrayEquals(new float[] {1, 2}, Tensor.of(DataType.FLOAT16, memory, 2).toFloatArray());
    memory.putShort(0, (short) 0x3F80).putShort(2, (short) 0xC000);
    assertArrayEquals(new float[] {1, -2}, Tensor.of(DataType.BFLOAT16, memory, 2).toFloatArray());
    memory.putInt(0, 0x01020304);
    assertArrayEquals(new long[] {0x01020304}, Tensor.of(DataType.INT32, memory, 1).toLongArray());
    memory.limit(8).putLong(0, 0x0102030405060708L);
    assertArrayEquals(
        new long[] {0x0102030405060708L}, Tensor.of(DataType.INT64, memory, 1).toLongArray());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void memoryIsSharedBothWays(ByteBuffer memory) {
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 16);
    memory.putFloat(12, 4.5f);
    assertEquals(4.5f, tensor.toFloatArray()[3]);
    ((FloatBuffer) tensor.buffer()).put(5, -1);
    assertEquals(-1, memory.getFloat(20));
    assertEquals(memory.isDirect(), tensor.buffer().isDirect());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void onlyRemainingBytesAreTaken(ByteBuffer memory) {
    memory.putFloat(8, 1).putFloat(12, 2);
    memory.position(8).limit(16);
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 2);
    memory.clear();
    assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
    assertArrayEquals(new double[] {1, 2}, tensor.toDoubleArray());
    assertEquals(0, tensor.buffer().position());
    assertEquals(2, tensor.buffer().capacity());
  }

  @Test
  void onlyRemainingElementsAreTaken() {
    FloatBuffer memory = FloatBuffer.wrap(new float[] {0, 1, 2, 3}).position(1).limit(3);
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 2);
    assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
    assertEquals(1, memory.position());
    memory.put(1, 8);
    assertArrayEquals(new float[] {8, 2}, tensor.toFloatArray());
    assertEquals(1, tensor.buffer().arrayOffset());
  }

  @Test
  void slicesAreTakenWhereTheyLie() {
    FloatBuffer memory = FloatBuffer.wrap(new float[] {0, 1, 2, 3}).slice(2, 2);
    assertArrayEquals(new float[] {2, 3}, Tensor.of(DataType.FLOAT32, memory, 2).toFloatArray());
  }

  @Test
  void viewsOfBigEndianMemoryStayBigEndian() {
    FloatBuffer memory = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
    memory.put(0, 3);
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 2);
    assertEquals(ByteOrder.BIG_ENDIAN, ((FloatBuffer) tensor.buffer()).order());
    assertArrayEquals(new float[] {3, 0}, tensor.toFloatArray());
  }

  @Test
  void directTensorsAreOfNativeOrder() {
    Tensor tensor = Tensor.allocateDirect(DataType.FLOAT32, Shape.of(1));
    assertEquals(ByteOrder.nativeOrder(), ((FloatBuffer) tensor.buffer()).order());
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyMemoryStaysReadOnly(DataType type) {
    ByteBuffer memory = ByteBuffer.allocate(2 * type.byteSize()).asReadOnlyBuffer();
    Tensor tensor = Tensor.of(type, memory, 2);
    assertTrue(tensor.buffer().isReadOnly());
    assertFalse(tensor.buffer().hasArray());
    assertArrayEquals(new double[2], tensor.toDoubleArray());
  }

  @Test
  void readOnlyFloatsCanBeReadButNotWritten() {
    FloatBuffer memory = FloatBuffer.wrap(new float[] {1, 2}).asReadOnlyBuffer();
    Tensor tensor = Tensor.of(DataType.FLOAT32, memory, 2);
    assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
    assertThrows(ReadOnlyBufferException.class, () -> ((FloatBuffer) tensor.buffer()).put(0, 1));
  }

  @Test
  void eachViewHasItsOwnPosition() {
    Tensor tensor = Tensor.of(new float[] {1, 2, 3}, 3);
    ((FloatBuffer) tensor.buffer()).get();
    tensor.buffer().limit(1);
    assertEquals(3, tensor.buffer().remaining());
    assertEquals(3, tensor.elementCount());
    assertArrayEquals(new float[] {1, 2, 3}, tensor.toFloatArray());
  }
}
