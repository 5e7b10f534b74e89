package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFactoriesTest {
  @Test
  void arraysAreShared() {
    float[] floats = new float[6];
    double[] doubles = new double[6];
    int[] ints = new int[6];
    long[] longs = new long[6];
    Tensor[] tensors = {
      Tensor.of(floats, 2, 3),
      Tensor.of(doubles, 2, 3),
      Tensor.of(ints, 2, 3),
      Tensor.of(longs, 2, 3)
    };
    floats[4] = 7;
    doubles[4] = 7;
    ints[4] = 7;
    longs[4] = 7;
    DataType[] types = {DataType.FLOAT32, DataType.FLOAT64, DataType.INT32, DataType.INT64};
    for (int i = 0; i < tensors.length; i++) {
      assertEquals(types[i], tensors[i].dataType());
      assertEquals(Shape.of(2, 3), tensors[i].shape());
      assertEquals(6, tensors[i].elementCount());
      assertArrayEquals(new double[] {0, 0, 0, 0, 7, 0}, tensors[i].toDoubleArray());
    }
  }

  @Test
  void arraysAreWrittenThrough() {
    float[] floats = new float[2];
    ((FloatBuffer) Tensor.of(floats, 2).buffer()).put(1, 5);
    assertArrayEquals(new float[] {0, 5}, floats);
  }

  @Test
  void noDimensionsMakeAScalar() {
    Tensor scalar = Tensor.of(new float[] {3});
    assertEquals(Shape.of(), scalar.shape());
    assertEquals(1, scalar.elementCount());
  }

  @Test
  void aTensorMayBeEmpty() {
    assertEquals(0, Tensor.of(new float[0], 0, 3).elementCount());
    assertEquals(0, Tensor.allocateDirect(DataType.INT64, Shape.of(3, 0)).elementCount());
  }

  @ParameterizedTest
  @EnumSource
  void zerosAreHeapMemoryOfTheCarrier(DataType type) {
    Tensor tensor = Tensor.zeros(type, Shape.of(2, 2));
    assertEquals(type, tensor.dataType());
    assertEquals(4, tensor.elementCount());
    assertTrue(tensor.buffer().hasArray());
    assertEquals(carrier(type), tensor.buffer().array().getClass().getComponentType());
  }

  @ParameterizedTest
  @EnumSource
  void directMemoryHoldsTheElementsBytes(DataType type) {
    Tensor tensor = Tensor.allocateDirect(type, Shape.of(2, 2));
    assertEquals(type, tensor.dataType());
    assertEquals(4, tensor.buffer().remaining());
    assertTrue(tensor.buffer().isDirect());
  }

  @Test
  void tooFewOrTooManyElementsAreRefused() {
    refused(
        "tensor of shape (2, 3) has 6 elements, but 5 were given",
        () -> Tensor.of(new float[5], 2, 3));
    refused("tensor of shape () has 1 elements, but 2 were given", () -> Tensor.of(new double[2]));
    refused("tensor of shape (3) has 3 elements, but 4 were given", () -> Tensor.of(new int[4], 3));
    refused(
        "tensor of shape (3) has 3 elements, but 0 were given", () -> Tensor.of(new long[0], 3));
    refused(
        "tensor of shape (3) has 3 elements, but 4 were given",
        () -> Tensor.of(DataType.INT32, ByteBuffer.allocate(16), 3));
  }

  @Test
  void moreElementsThanALongCountsAreRefused() {
    refused(
        "a tensor cannot be so large: shape (4611686018427387904, 2) has more elements than a long"
            + " can count: long overflow",
        () -> Tensor.of(new float[1], 1L << 62, 2));
  }

  @Test
  void unknownDimensionsAreRefused() {
    String message = "a tensor's dimensions must all be known, but its shape is (?, 3)";
    refused(message, () -> Tensor.of(new float[3], -1, 3));
    refused(message, () -> Tensor.of(DataType.FLOAT32, FloatBuffer.allocate(3), -1, 3));
    refused(message, () -> Tensor.zeros(DataType.FLOAT32, Shape.of(-1, 3)));
    refused(message, () -> Tensor.allocateDirect(DataType.FLOAT32, Shape.of(-1, 3)));
    refused(
        "a tensor's dimensions must all be known, but its shape is (...)",
        () -> Tensor.zeros(DataType.FLOAT32, Shape.ofUnknownRank()));
  }

  @Test
  void shapesBeyondOneBufferAreRefused() {
    refused(
        "tensor of shape (2147483648) has 2147483648 elements, expected at most 2147483647",
        () -> Tensor.zeros(DataType.INT8, Shape.of(1L << 31)));
    refused(
        "tensor of shape (268435456) has 268435456 elements, expected at most 268435455",
        () -> Tensor.allocateDirect(DataType.FLOAT64, Shape.of(1L << 28)));
  }

  @Test
  void buffersOfAnotherTypeAreRefused() {
    String start = "elements of type FLOAT32 were given in a ";
    String end = ", expected a buffer of the type's carrier or a ByteBuffer";
    refused(start + "HeapIntBuffer" + end, () -> of(DataType.FLOAT32, IntBuffer.allocate(1)));
    refused(start + "HeapCharBuffer" + end, () -> of(DataType.FLOAT32, CharBuffer.allocate(1)));
    for (DataType type : DataType.values()) {
      assertThrows(IllegalArgumentException.class, () -> of(type, CharBuffer.allocate(1)));
    }
    assertThrows(IllegalArgumentException.class, () -> of(DataType.INT8, FloatBuffer.allocate(1)));
  }

  @Test
  void partialElementsAreRefused() {
    refused(
        "a buffer of 6 bytes holds no whole number of FLOAT32 elements of 4 bytes",
        () -> of(DataType.FLOAT32, ByteBuffer.allocate(6)));
  }

  @Test
  void nullIsRefused() {
    assertEquals(
        "elements",
        assertThrows(NullPointerException.class, () -> of(DataType.INT8, null)).getMessage());
    assertThrows(NullPointerException.class, () -> of(null, FloatBuffer.allocate(1)));
    assertThrows(NullPointerException.class, () -> Tensor.of((float[]) null, 1));
  }

  @Test
  void isShownWithoutItsElements() {
    assertEquals("FLOAT32 (1, 2)", Tensor.of(new float[2], 1, 2).toString());
  }

  private static Tensor of(DataType type, Buffer elements) {
    return Tensor.of(type, elements, 1);
  }

  private static void refused(String message, Executable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
  }

  private static Class<?> carrier(DataType type) {
    return switch (type) {
      case FLOAT32 -> float.class;
      case FLOAT64 -> double.class;
      case FLOAT16, BFLOAT16 -> short.class;
      case INT8, UINT8, BOOL -> byte.class;
      case INT32 -> int.class;
      case INT64 -> long.class;
    };
  }
}
