package dev.weft.format;

import static dev.weft.format.ParameterBytes.FLOAT32;
import static dev.weft.format.ParameterBytes.V1;
import static dev.weft.format.ParameterBytes.V2;
import static dev.weft.format.ParameterBytes.V3;
import static dev.weft.format.ParameterBytes.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.ModelFormatException;
import dev.weft.fuzz.AllocatedBytes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedParameterFileTest {
  private static final LittleEndian SOUND = ParameterBytes.version2(FLOAT32, floats(1, 2), 2);

  @ParameterizedTest
  @MethodSource
  void isRefusedWithPlaceFoundAndExpected(String message, byte[] bytes) {
    assertRefused(message, bytes);
  }

  static Stream<Arguments> isRefusedWithPlaceFoundAndExpected() {
    return Stream.concat(files(), Stream.concat(arrays(), sparseArrays()));
  }

  private static Stream<Arguments> files() {
    byte[] sound = new ParameterBytes().add("arg:w", SOUND).toBytes();
    byte[] trailing = Arrays.copyOf(sound, sound.length + 3);
    return Stream.of(
        arguments("header, offset 0: the file is empty", new byte[0]),
        arguments(
            "header, offset 0: the file ends after 3 bytes, expected 8 of magic number",
            new byte[3]),
        arguments(
            "offset 0: the file begins with 0x113, expected 0x112",
            new LittleEndian().u64(0x113, 0, 0, 0).toBytes()),
        arguments(
            "(a ZIP archive, as savez writes; save with save)",
            new LittleEndian().u32(0x04034B50, 20).toBytes()),
        arguments(
            "header, offset 16: array count is 18446744073709551615, expected at most 1000000",
            new LittleEndian().u64(0x112, 0, -1).toBytes()),
        arguments(
            "array count is 1000, expected at most 2, for which the remaining 40 bytes have room",
            new LittleEndian().u64(0x112, 0, 1000, 0, 0, 0, 0, 0).toBytes()),
        arguments(
            "offset " + sound.length + ": found 3 bytes after the last name, expected the end",
            trailing),
        arguments(
            "names, offset 64: found 0 names, expected 1, one for each array; a list of arrays"
                + " without names is no model",
            list(SOUND).u64(0).toBytes()),
        arguments("found 2 names, expected 1", list(SOUND).u64(2).text("a").text("b").toBytes()),
        arguments(
            "name count is 4611686018427387904, expected at most 1000000",
            list(SOUND).u64(1L << 62).toBytes()),
        arguments(
            "name 0, offset 72: a name has 18446744073709551615 bytes, expected at most 65536",
            list(SOUND).u64(1).u64(-1).toBytes()),
        arguments(
            "name 0, offset 80: the file ends after 3 bytes, expected 60000 of name",
            list(SOUND).u64(1).u64(60_000).bytes(new byte[3]).toBytes()),
        arguments(
            "name 0, offset 80: name is not UTF-8",
            list(SOUND).u64(1).u64(2).bytes((byte) 0xC0, (byte) 0xAF).toBytes()),
        arguments(
            "array 1 is named 'arg:w' like array 0, expected a name of its own",
            new ParameterBytes().add("arg:w", SOUND).add("arg:w", SOUND).toBytes()));
  }

  private static Stream<Arguments> arrays() {
    return Stream.of(
        damaged(
            "array 0, offset 24: an array begins with 0xDEADBEEF, expected 0xF993FAC8",
            new LittleEndian().u32(0xDEADBEEF).bytes(new byte[40])),
        damaged(
            "array 0, offset 24: an array begins with 0x00000021, expected",
            new LittleEndian().u32(33).bytes(new byte[40])),
        damaged(
            "the array has rank 0: it had no value when it was saved",
            new LittleEndian().u32(0).bytes(new byte[40])),
        damaged("the array has rank 0", new LittleEndian().u32(V1, 0).bytes(new byte[40])),
        damaged("the array has rank 0", new LittleEndian().u32(V2, 0, 0).bytes(new byte[40])),
        damaged(
            "the array has an unknown rank", new LittleEndian().u32(V3, 0, -1).bytes(new byte[40])),
        damaged("the array has shape (2, ?)", ParameterBytes.version3(FLOAT32, new byte[0], 2, -1)),
        damaged(
            "array 0, offset 36: dimension 0 is -1, expected at least 0",
            ParameterBytes.version2(FLOAT32, new byte[0], -1)),
        damaged(
            "array 0, offset 36: dimension 0 is -2, expected at least 0",
            ParameterBytes.version3(FLOAT32, new byte[0], -2)),
        damaged(
            "array 0, offset 24: dimension 1 is 0, expected at least 1",
            ParameterBytes.legacy(FLOAT32, new byte[20], 2, 0)),
        damaged(
            "array 0, offset 24: dimension 0 is 0, expected at least 1",
            ParameterBytes.version1(FLOAT32, new byte[20], 0)),
        damaged(
            "array 0, offset 32: the rank is 4294967286, expected at most 32",
            new LittleEndian().u32(V2, 0, -10).bytes(new byte[40])),
        damaged(
            "array 0, offset 28: the storage type is 3, expected 0 (dense), 1 (row sparse) or 2",
            new LittleEndian().u32(V2, 3).bytes(new byte[40])),
        damaged(
            "array 0, offset 28: the storage type is -1, expected 0",
            new LittleEndian().u32(V2, -1).bytes(new byte[40])),
        damaged(
            "array 0, offset 28: the storage type is 1, expected 0 (dense) in version 3",
            new LittleEndian().u32(V3, 1).bytes(new byte[40])),
        damaged(
            "array 0, offset 52: the data type is 8, expected a code from 0 to 7 or 12",
            ParameterBytes.version2(8, new byte[8], 2)),
        damaged(
            "shape [4611686018427387904, 2] has no size in 64 bits",
            ParameterBytes.version2(FLOAT32, new byte[8], 1L << 62, 2)),
        damaged(
            "shape [0, 4611686018427387904, 4] has no size in 64 bits",
            ParameterBytes.version2(FLOAT32, new byte[8], 0, 1L << 62, 4)),
        damaged(
            "array 0, offset 44: the file ends after 21 bytes, expected 17179869180 of data for"
                + " FLOAT32 (4294967295)",
            ParameterBytes.legacy(FLOAT32, new byte[4], -1).bytes()),
        damaged(
            "array 0, offset 56: the file ends after 21 bytes, expected 2305843009213693952 of"
                + " data for FLOAT32 (576460752303423488)",
            ParameterBytes.version2(FLOAT32, new byte[4], 1L << 59)));
  }

  private static Stream<Arguments> sparseArrays() {
    return Stream.of(
        damaged(
            "array 0 'w', offset 124: row index 1 is 5, expected 0 to 4",
            ParameterBytes.rowSparse(5, new long[] {1, 5}, 1, 2, 3, 4)),
        damaged(
            "row index 0 is -1, expected 0 to 4",
            ParameterBytes.rowSparse(5, new long[] {-1, 3}, 1, 2, 3, 4)),
        damaged(
            "row index 1 is 3, expected more than 3, the one before it",
            ParameterBytes.rowSparse(5, new long[] {3, 3}, 1, 2, 3, 4)),
        damaged(
            "found 2 rows, expected at most the 1 of the shape",
            ParameterBytes.rowSparse(1, new long[] {0, 1}, 1, 2, 3, 4)),
        damaged(
            "a sparse array of shape (1000000000000, 2) has 8000000000000 bytes when dense,"
                + " expected at most",
            ParameterBytes.rowSparse(1_000_000_000_000L, new long[] {0}, 1, 2)),
        damaged(
            "the stored shape is [2, 3], expected [1, 2]",
            shapes(1, new long[] {2, 3}, new long[] {5, 2}).u32(6, 1).u64(1).bytes(new byte[99])),
        damaged(
            "indices are of type FLOAT32, expected INT64, INT32 or UINT8",
            shapes(1, new long[] {1, 2}, new long[] {5, 2}).u32(0, 1).u64(1).bytes(new byte[99])),
        damaged(
            "indices have shape [1, 1], expected one dimension",
            shapes(1, new long[] {1, 2}, new long[] {5, 2})
                .u32(6, 2)
                .u64(1, 1)
                .bytes(new byte[99])),
        damaged(
            "a csr array has shape [2], expected two dimensions",
            shapes(2, new long[] {1}, new long[] {2}).u32(6, 1).u64(1).bytes(new byte[99])),
        damaged(
            "found 2 row pointers, expected one more than the 2 rows",
            ParameterBytes.csr(2, 2, new long[] {0, 1}, new int[] {0}, 1)),
        damaged(
            "row pointer 0 is 1, expected 0",
            ParameterBytes.csr(2, 2, new long[] {1, 1, 1}, new int[] {0}, 1)),
        damaged(
            "row pointer 1 is 2, expected 0 to 1",
            ParameterBytes.csr(2, 2, new long[] {0, 2, 1}, new int[] {0}, 1)),
        damaged(
            "row pointer 2 is 0, expected 1",
            ParameterBytes.csr(2, 2, new long[] {0, 0, 0}, new int[] {0}, 1)),
        damaged(
            "row pointer 2 is 0, expected 1 to 2",
            ParameterBytes.csr(3, 2, new long[] {0, 1, 0, 2}, new int[] {0, 1}, 1, 2)),
        damaged(
            "column index 1 is 2, expected 0 to 1",
            ParameterBytes.csr(1, 2, new long[] {0, 2}, new int[] {0, 2}, 1, 2)),
        damaged(
            "column index 1 is 0, expected more than 1, the one before it",
            ParameterBytes.csr(1, 2, new long[] {0, 2}, new int[] {1, 0}, 1, 2)));
  }

  @Test
  void truncatedAnywhereIsRefused() {
    byte[] sound = MutationTest.parameters();
    for (int length = 0; length < sound.length; length++) {
      assertRefused("offset ", Arrays.copyOf(sound, length));
    }
  }

  @Test
  void hugeClaimsTakeNoMemory() {
    byte[] arrays = new LittleEndian().u64(0x112, 0, 1L << 40).toBytes();
    byte[] dimension = list(ParameterBytes.version2(FLOAT32, new byte[30], 1L << 50)).toBytes();
    byte[] name = list(SOUND).u64(1).u64(1L << 31).bytes(new byte[30]).toBytes();
    for (byte[] bytes : new byte[][] {arrays, dimension, name}) {
      assertRefused("expected", bytes);
      long before = AllocatedBytes.now();
      assertRefused("expected", bytes);
      assertTrue(AllocatedBytes.now() - before < 200_000);
    }
  }

  @Test
  void manySmallSparseArraysTakeLittleMemory() {
    ParameterBytes arrays = new ParameterBytes();
    for (int i = 0; i < 1_000; i++) {
      arrays.add("" + i, ParameterBytes.csr(1, 2, new long[] {0, 1}, new int[] {1}, 1));
    }
    byte[] bytes = arrays.toBytes();
    ParameterFile.open(ParameterBytes.inMemory(bytes)).close();
    long before = AllocatedBytes.now();
    ParameterFile.open(ParameterBytes.inMemory(bytes)).close();
    long allocated = AllocatedBytes.now() - before;
    assertTrue(allocated < 32L * bytes.length, () -> allocated + " for " + bytes.length);
  }

  private static Arguments damaged(String message, LittleEndian array) {
    return arguments(message, new ParameterBytes().add("w", array).toBytes());
  }

  private static LittleEndian list(LittleEndian array) {
    return new LittleEndian().u64(0x112, 0, 1).bytes(array.toBytes());
  }

  private static LittleEndian shapes(int storage, long[] stored, long[] dense) {
    LittleEndian array = ParameterBytes.shape(new LittleEndian().u32(V2, storage), stored);
    return ParameterBytes.shape(array, dense).u32(1, 0, FLOAT32);
  }

  private static void assertRefused(String message, byte[] bytes) {
    var file = ParameterBytes.inMemory(bytes);
    var error = assertThrows(ModelFormatException.class, () -> ParameterFile.open(file).close());
    assertEquals("parameters in memory", error.file());
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
