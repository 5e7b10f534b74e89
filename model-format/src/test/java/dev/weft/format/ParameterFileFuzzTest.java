package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.format.ParameterArray.Storage;
import dev.weft.fuzz.ReaderContract;
import dev.weft.fuzz.SeedFiles;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, a parameter file is refused, or opened and all its arrays are read. */
@Timeout(20)
class ParameterFileFuzzTest {
  private static final ReaderContract OPENING =
      new ReaderContract(
          Pattern.compile("parameters in memory: (header|array|name|end).*, offset \\d+: .*"),
          64 << 10,
          64);

  /** What has been opened is read: no message would do. */
  private static final ReaderContract READING =
      new ReaderContract(Pattern.compile("(?!)"), 256 << 10, 0);

  private static final int PIECES = 3;
  private static final long MAX_SPARSE_BYTES = 64 << 20;
  private static final long MAX_SPARSE_RATIO = 256;

  /** Further bytes of an input are read in samples. */
  private static final long MAX_READ_BYTES = 1 << 20;

  private static final int SAMPLE_BYTES = 1 << 10;
  private static final int MAX_SEED_BYTES = 32 << 10;

  @MethodSource("files")
  @FuzzTest(maxDuration = "")
  void file(byte[] bytes) {
    OPENING
        .read(bytes.length, () -> ParameterFile.open(ParameterBytes.inMemory(bytes)))
        .ifPresent(
            file -> {
              try (file) {
                assertSound(file, bytes.length);
              }
            });
  }

  /** The bytes are one array in a file that is sound around it. */
  @MethodSource("arrays")
  @FuzzTest(maxDuration = "")
  void array(byte[] bytes) {
    file(new ParameterBytes().add("w", new LittleEndian().bytes(bytes)).toBytes());
  }

  static Stream<byte[]> files() {
    return Stream.concat(
        Stream.of(MutationTest.parameters(), new ParameterBytes().toBytes()),
        SeedFiles.named(".params", MAX_SEED_BYTES));
  }

  static Stream<byte[]> arrays() {
    return MutationTest.arrays().map(LittleEndian::toBytes);
  }

  private static void assertSound(ParameterFile file, long fileBytes) {
    Set<String> names = new HashSet<>();
    long dense = 0;
    long sparse = 0;
    long left = MAX_READ_BYTES;
    for (ParameterArray array : file.arrays()) {
      assertTrue(names.add(array.kind() + array.name()), array::toString);
      long elements = LongStream.of(array.shape().dimensions()).reduce(1, (a, b) -> a * b);
      assertEquals(elements * array.dataType().byteSize(), array.byteSize(), array::toString);
      boolean isDense = array.storage() == Storage.DENSE;
      dense += isDense ? array.byteSize() : 0;
      sparse += isDense ? 0 : array.byteSize();
      if (array.byteSize() <= left) {
        left -= array.byteSize();
        assertPiecesMakeTheWhole(array, 0, (int) array.byteSize());
      } else {
        int count = (int) Math.min(SAMPLE_BYTES, array.byteSize());
        long last = array.byteSize() - count;
        for (long offset : new long[] {0, last / 2, last}) {
          assertPiecesMakeTheWhole(array, offset, count);
        }
      }
    }
    assertTrue(dense <= fileBytes);
    assertTrue(sparse <= MAX_SPARSE_BYTES + MAX_SPARSE_RATIO * fileBytes);
  }

  private static void assertPiecesMakeTheWhole(ParameterArray array, long offset, int count) {
    byte[] whole = new byte[count];
    byte[] pieces = new byte[count];
    // Odd, so that elements are cut.
    int piece = count / PIECES | 1;
    READING.read(
        0,
        () -> {
          array.read(offset, ByteBuffer.wrap(whole));
          for (int at = 0; at < count; at += piece) {
            array.read(offset + at, ByteBuffer.wrap(pieces, at, Math.min(piece, count - at)));
          }
          return array;
        });
    assertEquals(ByteBuffer.wrap(whole), ByteBuffer.wrap(pieces), array::toString);
  }
}
