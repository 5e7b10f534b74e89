package dev.weft.format;

import static dev.weft.format.ParameterBytes.FLOAT32;
import static dev.weft.format.ParameterBytes.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.format.ParameterArray.Kind;
import dev.weft.format.ParameterArray.Storage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterFileTest {
  private static final byte[] SIX = floats(1, 2, 3, 4, 5, 6);

  @TempDir Path folder;

  @Test
  void readsEveryFormat() {
    ParameterBytes bytes =
        new ParameterBytes()
            .add("arg:legacy", ParameterBytes.legacy(FLOAT32, SIX, 2, 3))
            .add("aux:one", ParameterBytes.version1(FLOAT32, SIX, 2, 3))
            .add("two", ParameterBytes.version2(FLOAT32, SIX, 2, 3))
            .add("arg:three", ParameterBytes.version3(FLOAT32, SIX, 2, 3));
    try (ParameterFile file = bytes.open()) {
      assertEquals(
          List.of("legacy", "one", "two", "three"),
          file.arrays().stream().map(ParameterArray::name).toList());
      assertEquals(
          List.of(Kind.ARGUMENT, Kind.AUXILIARY, Kind.UNSPECIFIED, Kind.ARGUMENT),
          file.arrays().stream().map(ParameterArray::kind).toList());
      for (ParameterArray array : file.arrays()) {
        assertEquals(Shape.of(2, 3), array.shape());
        assertEquals(Storage.DENSE, array.storage());
        assertArrayEquals(SIX, readAll(array));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, FLOAT32",
    "1, FLOAT64",
    "2, FLOAT16",
    "3, UINT8",
    "4, INT32",
    "5, INT8",
    "6, INT64",
    "7, BOOL",
    "12, BFLOAT16"
  })
  void readsEveryDataType(int code, DataType dataType) {
    byte[] data = new byte[3 * dataType.byteSize()];
    Arrays.fill(data, (byte) 1);
    ParameterBytes bytes =
        new ParameterBytes()
            .add("legacy", ParameterBytes.legacy(code, data, 3))
            .add("new", ParameterBytes.version2(code, data, 3));
    try (ParameterFile file = bytes.open()) {
      for (ParameterArray array : file.arrays()) {
        assertEquals(dataType, array.dataType());
        assertEquals(data.length, array.byteSize());
        assertArrayEquals(data, readAll(array));
      }
    }
  }

  @Test
  void readsScalarsAndEmptyArraysWhereTheFormatHasThem() {
    ParameterBytes bytes =
        new ParameterBytes()
            .add("scalar", ParameterBytes.version3(FLOAT32, floats(7)))
            .add("empty", ParameterBytes.version3(FLOAT32, new byte[0], 4, 0))
            .add("old empty", ParameterBytes.version2(FLOAT32, new byte[0], 0, 1L << 60));
    try (ParameterFile file = bytes.open()) {
      assertEquals(Shape.of(), file.arrays().get(0).shape());
      assertArrayEquals(floats(7), readAll(file.arrays().get(0)));
      assertEquals(0, file.arrays().get(1).byteSize());
      assertEquals(0, file.arrays().get(2).byteSize());
      assertEquals(0, file.arrays().get(2).shape().elementCount());
    }
  }

  @Test
  void aFileWithoutArraysIsEmptyButSound() {
    try (ParameterFile file = new ParameterBytes().open()) {
      assertEquals(List.of(), file.arrays());
    }
  }

  @Test
  void makesSparseArraysDense() {
    ParameterBytes bytes =
        new ParameterBytes()
            .add("rows", ParameterBytes.rowSparse(5, new long[] {1, 4}, 1, 2, 3, 4))
            .add("no rows", ParameterBytes.rowSparse(2, new long[0]))
            .add(
                "csr",
                ParameterBytes.csr(3, 4, new long[] {0, 2, 2, 3}, new int[] {0, 3, 1}, 1, 2, 3))
            .add("no elements", ParameterBytes.csr(2, 2, new long[0], new int[0]));
    try (ParameterFile file = bytes.open()) {
      assertEquals(
          List.of(Storage.ROW_SPARSE, Storage.ROW_SPARSE, Storage.CSR, Storage.CSR),
          file.arrays().stream().map(ParameterArray::storage).toList());
      assertArrayEquals(floats(0, 0, 1, 2, 0, 0, 0, 0, 3, 4), readAll(file.arrays().get(0)));
      assertArrayEquals(floats(0, 0, 0, 0), readAll(file.arrays().get(1)));
      assertArrayEquals(floats(1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0), readAll(file.arrays().get(2)));
      assertArrayEquals(floats(0, 0, 0, 0), readAll(file.arrays().get(3)));
    }
  }

  @Test
  void everyRangeIsAPartOfTheWhole() {
    ParameterBytes bytes =
        new ParameterBytes()
            .add("dense", ParameterBytes.version2(FLOAT32, SIX, 6))
            .add("rows", ParameterBytes.rowSparse(5, new long[] {1, 2, 4}, 1, 2, 3, 4, 5, 6))
            .add(
                "csr",
                ParameterBytes.csr(3, 4, new long[] {0, 2, 2, 3}, new int[] {0, 3, 1}, 1, 2, 3));
    try (ParameterFile file = bytes.open()) {
      for (ParameterArray array : file.arrays()) {
        byte[] whole = readAll(array);
        for (int from = 0; from <= whole.length; from++) {
          for (int to = from; to <= whole.length; to++) {
            byte[] dirty = new byte[to - from];
            Arrays.fill(dirty, (byte) 0x55);
            array.read(from, ByteBuffer.wrap(dirty));
            assertArrayEquals(Arrays.copyOfRange(whole, from, to), dirty, array.name());
          }
        }
      }
    }
  }

  @Test
  void readsIntoDirectBuffersFromDisk() throws IOException {
    Path path = write(new ParameterBytes().add("a", ParameterBytes.version2(FLOAT32, SIX, 6)));
    try (ParameterFile file = open(path)) {
      ByteBuffer target = ByteBuffer.allocateDirect(20).order(ByteOrder.LITTLE_ENDIAN);
      target.position(4).limit(12);
      file.arrays().get(0).read(8, target);
      assertEquals(12, target.position());
      assertEquals(12, target.limit());
      target.clear();
      assertEquals(3, target.getFloat(4));
      assertEquals(4, target.getFloat(8));
      assertEquals(0, target.getFloat(12));
    }
  }

  @Test
  void aRangeBeyondTheArrayIsMisuse() {
    ParameterBytes bytes = new ParameterBytes().add("a", ParameterBytes.version2(FLOAT32, SIX, 6));
    try (ParameterFile file = bytes.open()) {
      ParameterArray array = file.arrays().get(0);
      var error =
          assertThrows(
              IndexOutOfBoundsException.class, () -> array.read(21, ByteBuffer.allocate(4)));
      assertEquals(
          "'a' FLOAT32 (6): 4 bytes from offset 21, expected a range within its 24 bytes",
          error.getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> array.read(-1, ByteBuffer.allocate(1)));
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> array.read(Long.MAX_VALUE, ByteBuffer.allocate(1)));
    }
  }

  @Test
  void readingAfterCloseIsMisuse() throws IOException {
    ParameterBytes bytes =
        new ParameterBytes()
            .add("a", ParameterBytes.version2(FLOAT32, SIX, 6))
            .add("b", ParameterBytes.rowSparse(2, new long[] {1}, 1, 2));
    for (ParameterFile file : List.of(bytes.open(), open(write(bytes)))) {
      file.close();
      file.close();
      for (ParameterArray array : file.arrays()) {
        assertThrows(IllegalStateException.class, () -> array.read(0, ByteBuffer.allocate(16)));
      }
    }
  }

  @Test
  void manyThreadsReadAtOnce() throws IOException {
    float[] values = new float[300_000];
    IntStream.range(0, values.length).forEach(i -> values[i] = i);
    ParameterBytes bytes =
        new ParameterBytes()
            .add("a", ParameterBytes.version2(FLOAT32, floats(values), values.length))
            .add("b", ParameterBytes.rowSparse(9, new long[] {2, 7}, 1, 2, 3, 4));
    try (ParameterFile file = open(write(bytes))) {
      byte[] rows = readAll(file.arrays().get(1));
      IntStream.range(0, 200)
          .parallel()
          .forEach(
              i -> {
                ByteBuffer value = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                file.arrays().get(0).read(4L * 1_000 * i, value);
                assertEquals(1_000 * i, value.getFloat(0));
                assertArrayEquals(rows, readAll(file.arrays().get(1)));
              });
      assertArrayEquals(floats(values), readAll(file.arrays().get(0)));
    }
  }

  @Test
  void aFileShortenedWhileOpenIsReported() throws IOException {
    Path path = write(new ParameterBytes().add("a", ParameterBytes.version2(FLOAT32, SIX, 6)));
    try (ParameterFile file = open(path);
        RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
      other.setLength(60);
      var error = assertThrows(ModelFormatException.class, () -> readAll(file.arrays().get(0)));
      assertTrue(error.getMessage().contains("shortened"), error.getMessage());
    }
  }

  @Test
  void indicesChangedWhileOpenAreReported() throws IOException {
    float[] values = new float[10];
    long[] rows = {0, 1, 2, 3, 4};
    Path path = write(new ParameterBytes().add("a", ParameterBytes.rowSparse(9, rows, values)));
    long lastIndex = Files.size(path) - 8 - 8 - 1 - 8;
    try (ParameterFile file = open(path);
        RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
      other.seek(lastIndex - 8);
      other.writeLong(-1);
      var error = assertThrows(ModelFormatException.class, () -> readAll(file.arrays().get(0)));
      assertTrue(error.getMessage().contains("changed"), error.getMessage());
    }
  }

  @Test
  void anInterruptEndsTheReadAndStaysSet() throws IOException {
    Path path = write(new ParameterBytes().add("a", ParameterBytes.version2(FLOAT32, SIX, 6)));
    try (ParameterFile file = open(path)) {
      ParameterArray array = file.arrays().get(0);
      Thread.currentThread().interrupt();
      var error = assertThrows(InferenceException.class, () -> readAll(array));
      assertTrue(Thread.interrupted());
      assertTrue(error.getMessage().contains("interrupted"), error.getMessage());
      assertThrows(InferenceException.class, () -> readAll(array));
    }
  }

  @Test
  void filesBeyondTwoGibibytesAreRead() throws IOException {
    long elements = (1L << 29) + 10;
    byte[] start = new LittleEndian().u64(0x112, 0, 2).bytes(header(elements)).toBytes();
    Path path = folder.resolve("large.params");
    try (RandomAccessFile large = new RandomAccessFile(path.toFile(), "rw")) {
      large.write(start);
      large.seek(start.length + 4 * (elements - 1));
      large.write(floats(42));
      large.write(ParameterBytes.version2(FLOAT32, SIX, 6).toBytes());
      large.write(new LittleEndian().u64(2).text("arg:a").text("arg:b").toBytes());
    }
    try (ParameterFile file = open(path)) {
      ByteBuffer last = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      file.arrays().get(0).read(4 * (elements - 1), last);
      assertEquals(42, last.getFloat(0));
      assertArrayEquals(SIX, readAll(file.arrays().get(1)));
    } finally {
      Files.delete(path);
    }
  }

  private static byte[] header(long elements) {
    return ParameterBytes.version2(FLOAT32, new byte[0], elements).toBytes();
  }

  private Path write(ParameterBytes bytes) throws IOException {
    return Files.write(folder.resolve("test-0000.params"), bytes.toBytes());
  }

  private static ParameterFile open(Path path) {
    return ParameterFile.open(ModelSource.mxnet(path, path).parameters());
  }

  static byte[] readAll(ParameterArray array) {
    byte[] bytes = new byte[Math.toIntExact(array.byteSize())];
    array.read(0, ByteBuffer.wrap(bytes));
    return bytes;
  }
}
