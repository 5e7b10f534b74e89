package dev.weft.format;

import static dev.weft.format.ParameterBytes.FLOAT32;
import static dev.weft.format.ParameterBytes.floats;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.ModelFormatException;
import dev.weft.fuzz.AllocatedBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Small files with random damage are read or refused, in little memory and time; nothing else
 * happens.
 */
class MutationTest {
  private static final int MUTATIONS = 20_000;
  private static final long MAX_BYTES = 1 << 20;
  private static final List<byte[]> NUMBERS =
      LongStream.of(0, 1, -1, 127, 255, 1 << 16, 1L << 31, 1L << 40, 1L << 62)
          .mapToObj(number -> new LittleEndian().u64(number).toBytes())
          .toList();
  private static final List<byte[]> TOKENS =
      Stream.of("{", "}", "[", "]", ",", "\"", ":", "-1", "7", "[9]", "99999999999", "null", "1e9")
          .map(token -> token.getBytes(StandardCharsets.UTF_8))
          .toList();

  @Test
  void parametersAreReadOrRefused() {
    mutate(parameters(), NUMBERS, MutationTest::readParameters);
  }

  @Test
  void symbolsAreReadOrRefused() {
    mutate(
        SymbolFileTest.EVERYTHING.getBytes(StandardCharsets.UTF_8),
        TOKENS,
        bytes -> SymbolFile.read(SymbolFileTest.inMemory(bytes)));
  }

  /** Returns a file with every format of array. */
  static byte[] parameters() {
    ParameterBytes bytes = new ParameterBytes();
    List<String> prefixes = List.of("arg:", "arg:", "aux:", "arg:", "", "arg:");
    List<LittleEndian> arrays = arrays().toList();
    for (int i = 0; i < arrays.size(); i++) {
      bytes.add(prefixes.get(i) + (char) ('a' + i), arrays.get(i));
    }
    return bytes.toBytes();
  }

  /** Returns an array of every format. */
  static Stream<LittleEndian> arrays() {
    return Stream.of(
        ParameterBytes.legacy(FLOAT32, floats(1, 2), 2),
        ParameterBytes.version1(FLOAT32, floats(1, 2), 2),
        ParameterBytes.version2(FLOAT32, floats(1, 2), 1, 2),
        ParameterBytes.version3(FLOAT32, floats(1)),
        ParameterBytes.rowSparse(5, new long[] {1, 4}, 1, 2, 3, 4),
        ParameterBytes.csr(3, 4, new long[] {0, 2, 2, 3}, new int[] {0, 3, 1}, 1, 2, 3));
  }

  private static void readParameters(byte[] bytes) {
    try (ParameterFile file = ParameterFile.open(ParameterBytes.inMemory(bytes))) {
      for (ParameterArray array : file.arrays()) {
        if (array.byteSize() <= MAX_BYTES / 16) {
          ParameterFileTest.readAll(array);
        }
      }
    }
  }

  private static void mutate(byte[] sound, List<byte[]> telling, Consumer<byte[]> reader) {
    Random random = new Random(20_260_101);
    reader.accept(sound);
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutant(sound, telling, random);
            long before = AllocatedBytes.now();
            boolean known = isReadOrRefused(mutant, reader);
            long allocated = AllocatedBytes.now() - before;
            int number = i;
            assertTrue(known && allocated < MAX_BYTES, () -> describe(number, allocated, mutant));
          }
        });
  }

  private static boolean isReadOrRefused(byte[] mutant, Consumer<byte[]> reader) {
    try {
      reader.accept(mutant);
      return true;
    } catch (ModelFormatException e) {
      return e.getMessage().length() < 1_000;
    }
  }

  private static byte[] mutant(byte[] sound, List<byte[]> telling, Random random) {
    byte[] bytes = sound.clone();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2, 3 -> put(bytes, at, telling.get(random.nextInt(telling.size())), random);
        case 4 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> bytes = spliced(bytes, at, random.nextInt(bytes.length), random.nextInt(40));
      }
    }
    return bytes;
  }

  /** Overwrites some bytes with the first half or the whole of others. */
  private static void put(byte[] bytes, int at, byte[] value, Random random) {
    int wanted = random.nextBoolean() ? value.length : (value.length + 1) / 2;
    System.arraycopy(value, 0, bytes, at, Math.min(wanted, bytes.length - at));
  }

  /** Inserts a copy of some bytes in another place. */
  private static byte[] spliced(byte[] bytes, int at, int from, int wanted) {
    int count = Math.min(wanted, bytes.length - from);
    byte[] spliced = Arrays.copyOf(bytes, bytes.length + count);
    System.arraycopy(bytes, from, spliced, at, count);
    System.arraycopy(bytes, at, spliced, at + count, bytes.length - at);
    return spliced;
  }

  private static String describe(int number, long allocated, byte[] mutant) {
    return "mutant "
        + number
        + " allocated "
        + allocated
        + ": "
        + new String(mutant, StandardCharsets.ISO_8859_1);
  }
}
