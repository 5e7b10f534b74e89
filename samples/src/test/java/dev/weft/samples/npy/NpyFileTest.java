package dev.weft.samples.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.samples.measure.Bits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BFLOAT16"})
  void readsWhatItWrites(DataType type) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(6 * type.byteSize());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (type == DataType.BOOL ? i % 2 : 17 * i + 3));
    }
    Tensor tensor = Tensor.of(type, bytes, 2, 3);
    Path file = folder.resolve("x.npy");
    NpyFile.write(file, tensor);
    assertTrue(Bits.equal(List.of(tensor), List.of(NpyFile.read(file))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "5", "2,0,3", "1,2,3,1"})
  void keepsShapes(String dimensions) throws IOException {
    Shape shape = shape(dimensions);
    Path file = folder.resolve("x.npy");
    NpyFile.write(file, Tensor.zeros(DataType.INT32, shape));
    assertEquals(shape, NpyFile.read(file).shape());
    assertEquals(0, (Files.size(file) - 4 * shape.elementCount()) % 64);
  }

  @Test
  void writesTheBytesThatNumpyWrites() {
    byte[] bytes = NpyFile.bytes(Tensor.of(new float[] {1, -2}, 2));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
    String padded = header + " ".repeat(128 - 10 - header.length() - 1) + "\n";
    assertArrayEquals(file("01 00 76 00", padded, "00 00 80 3F 00 00 00 C0"), bytes);
  }

  @Test
  void widensBfloat16WhichNumpyLacks() throws IOException {
    Tensor tensor = Tensor.of(DataType.BFLOAT16, ShortBuffer.wrap(new short[] {0x3F80, 0x4000}), 2);
    Path file = folder.resolve("x.npy");
    NpyFile.write(file, tensor);
    assertEquals(DataType.FLOAT32, NpyFile.read(file).dataType());
    assertArrayEquals(new float[] {1, 2}, NpyFile.read(file).toFloatArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "01 00 38 00       ; <f4 ; 00 00 80 3F 00 00 00 C0",
        "02 00 38 00 00 00 ; >f4 ; 3F 80 00 00 C0 00 00 00",
        "03 00 38 00 00 00 ; <f2 ; 00 3C 00 C0",
        "01 00 38 00       ; |i1 ; 01 FE",
        "01 00 38 00       ; >i4 ; 00 00 00 01 FF FF FF FE",
        "01 00 38 00       ; <i8 ; 01 00 00 00 00 00 00 00 FE FF FF FF FF FF FF FF",
        "01 00 38 00       ; >f8 ; 3F F0 00 00 00 00 00 00 C0 00 00 00 00 00 00 00",
      })
  void readsVersionsAndByteOrders(String version, String type, String data) {
    Tensor tensor =
        NpyFile.parse(ByteBuffer.wrap(file(version, header(type, "False", "(2,)"), data)));
    assertArrayEquals(new double[] {1, -2}, tensor.toDoubleArray());
  }

  @Test
  void readsAPythonTwoHeaderInAnyOrderOfItsKeys() {
    String header = "{\"shape\": (1L, 2L), 'descr': '|u1', 'fortran_order': False}";
    Tensor tensor =
        NpyFile.parse(
            ByteBuffer.wrap(file("01 00 " + hex(header.length()) + " 00", header, "01 FF")));
    assertEquals(Shape.of(1, 2), tensor.shape());
    assertArrayEquals(new long[] {1, 255}, tensor.toLongArray());
  }

  @Test
  void takesFortranOrderWhereItMeansNothing() {
    Tensor tensor = NpyFile.parse(ByteBuffer.wrap(made(header("|u1", "True", "(2,)"), "01 02")));
    assertArrayEquals(new long[] {1, 2}, tensor.toLongArray());
  }

  @Test
  void refusesFilesThatItCannotRead() {
    assertRefused(
        "Fortran order", made(header("<f4", "True", "(1, 2)"), "00 00 00 00 00 00 00 00"));
    assertRefused("4 bytes of data", made(header("<f4", "False", "(2,)"), "00 00 00 00"));
    assertRefused("9 bytes of data", made(header("<f4", "False", "(2,)"), "0 0 0 0 0 0 0 0 0"));
    assertRefused("type '<c8'", made(header("<c8", "False", "(2,)"), ""));
    assertRefused("type '|O'", made(header("|O", "False", "()"), ""));
    assertRefused("type ''", made(header("", "False", "()"), ""));
    assertRefused("byte order '!'", made(header("!f4", "False", "()"), ""));
    assertRefused("too many", made(header("<f8", "False", "(999999999999, 999999999999)"), ""));
    assertRefused("expected a dimension", made(header("<f8", "False", "(-1,)"), ""));
    assertRefused("expected a string", made("{'descr': [('x', '<f4')], }", ""));
    assertRefused("lacks one of", made("{'descr': '<f4'}", ""));
    assertRefused("key 'size'", made("{'size': 3}", ""));
    assertRefused("the end, expected", made("{'descr': '<f4'", ""));
    assertRefused("closing quote", made("{'descr", ""));
    assertRefused("nothing more", made(header("<f8", "False", "(0,)").strip() + "x", ""));
    assertRefused("version 4", file("04 00 00 00", "", ""));
    assertRefused("within its header", file("02 00 FF FF FF FF", "{}", ""));
    assertRefused("within its header", file("01 00 10", "", ""));
    assertRefused("\\x93NUMPY", new byte[] {1, 2, 3});
    assertRefused("\\x93NUMPY", new byte[200]);
  }

  @Test
  void survivesAnyCutOfAFile() {
    byte[] whole = made(header("<f4", "False", "(2,)"), "00 00 80 3F 00 00 00 C0");
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length).slice();
      assertThrows(IllegalArgumentException.class, () -> NpyFile.parse(cut));
    }
  }

  @Test
  void namesTheFile() throws IOException {
    Path file = Files.write(folder.resolve("bad.npy"), new byte[20]);
    IOException e = assertThrows(IOException.class, () -> NpyFile.read(file));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
  }

  private static void assertRefused(String reason, byte[] file) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> NpyFile.parse(ByteBuffer.wrap(file)), reason);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  /** Returns a header of 56 characters or more, as NumPy writes it. */
  private static String header(String type, String fortranOrder, String shape) {
    String text =
        "{'descr': '" + type + "', 'fortran_order': " + fortranOrder + ", 'shape': " + shape + "}";
    return text + " ".repeat(Math.max(0, 55 - text.length())) + "\n";
  }

  private static byte[] made(String header, String data) {
    return file("01 00 " + hex(header.length()) + " 00", header, data);
  }

  private static byte[] file(String version, String header, String data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes("93 4E 55 4D 50 59 " + version));
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(bytes(data));
    return out.toByteArray();
  }

  private static byte[] bytes(String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : hex.strip().split(" +", -1)) {
      if (!word.isEmpty()) {
        out.write(Integer.parseInt(word, 16));
      }
    }
    return out.toByteArray();
  }

  private static String hex(int value) {
    return Integer.toHexString(value);
  }

  private static Shape shape(String dimensions) {
    return dimensions.isEmpty()
        ? Shape.of()
        : Shape.of(
            java.util.Arrays.stream(dimensions.split(",")).mapToLong(Long::parseLong).toArray());
  }
}
