package dev.weft.testkit.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.testkit.files.ParamsWriter.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamsWriterTest {

  private static final String ONE_ARRAY = "1201000000000000 0000000000000000 0100000000000000 ";
  private static final String NO_NAMES = " 0000000000000000";
  private static final String ONE_AND_TWO = "0000803f 00000040";

  private static final NamedArray WEIGHT = NamedArray.floats("w", List.of(1, 2), 1f, 2f);
  private static final NamedArray SCALAR = NamedArray.floats("s", List.of(), 1f);

  @ParameterizedTest
  @CsvSource({
    "V0, 02000000 01000000 02000000",
    "V1, c8fa93f9 02000000 0100000000000000 0200000000000000",
    "V2, c9fa93f9 00000000 02000000 0100000000000000 0200000000000000",
    "V3, cafa93f9 00000000 02000000 0100000000000000 0200000000000000"
  })
  void writesTheHeaderOfEachFormat(ArrayFormat format, String header) {
    assertBytes(
        ONE_ARRAY + header + " 01000000 00000000 00000000 " + ONE_AND_TWO + NO_NAMES,
        new ParamsWriter(format, Naming.NONE),
        WEIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 00000000, 0000c03f 000000c0",
    "FLOAT64, 01000000, 000000000000f83f 00000000000000c0",
    "FLOAT16, 02000000, 003e 00c0",
    "UINT8, 03000000, 01 fe",
    "INT32, 04000000, 01000000 feffffff",
    "INT8, 05000000, 01 fe",
    "INT64, 06000000, 0100000000000000 feffffffffffffff",
    "BOOL, 07000000, 01 01",
    "BFLOAT16, 0c000000, c03f 00c0"
  })
  void writesEachElementType(ElementType type, String code, String data) {
    String header = "02000000 01000000 02000000 01000000 00000000 ";
    assertBytes(
        ONE_ARRAY + header + code + data + NO_NAMES,
        new ParamsWriter(ArrayFormat.V0, Naming.NONE),
        NamedArray.dense("w", type, List.of(1, 2), Values.of(1.5, -2)));
  }

  @Test
  void keepsAllBitsOfLongs() {
    assertBytes(
        ONE_ARRAY + "01000000 01000000 01000000 00000000 06000000 0100000000000080" + NO_NAMES,
        new ParamsWriter(ArrayFormat.V0, Naming.NONE),
        NamedArray.dense("w", ElementType.INT64, List.of(1), Values.ofLongs(Long.MIN_VALUE + 1)));
  }

  @Test
  void writesRowSparse() {
    assertBytes(
        ONE_ARRAY
            + "c9fa93f9 01000000 02000000 0100000000000000 0200000000000000"
            + "02000000 0500000000000000 0200000000000000"
            + "01000000 00000000 00000000"
            + "06000000 01000000 0100000000000000"
            + ONE_AND_TWO
            + "0300000000000000"
            + NO_NAMES,
        ParamsWriter.defaults().withNaming(Naming.NONE),
        NamedArray.floats("w", List.of(5, 2), 1f, 2f).with(new Storage.RowSparse(List.of(3L))));
  }

  @Test
  void writesCsr() {
    assertBytes(
        ONE_ARRAY
            + "c9fa93f9 02000000 01000000 0200000000000000"
            + "02000000 0200000000000000 0400000000000000"
            + "01000000 00000000 00000000"
            + "06000000 01000000 0300000000000000"
            + "06000000 01000000 0200000000000000"
            + ONE_AND_TWO
            + "0000000000000000 0000000000000000 0200000000000000"
            + "0100000000000000 0300000000000000"
            + NO_NAMES,
        ParamsWriter.defaults().withNaming(Naming.NONE),
        NamedArray.floats("w", List.of(2, 4), 1f, 2f)
            .with(new Storage.Csr(List.of(0L, 0L, 2L), List.of(1L, 3L))));
  }

  @ParameterizedTest
  @CsvSource({
    "PREFIXED, 0200000000000000 0500000000000000 6172673a77 0500000000000000 6175783a77",
    "PLAIN, 0200000000000000 0100000000000000 77 0100000000000000 77",
    "NONE, 0000000000000000"
  })
  void namesArrays(Naming naming, String names) {
    byte[] file =
        ParamsWriter.defaults().withNaming(naming).toBytes(List.of(WEIGHT, WEIGHT.asAuxiliary()));
    String all = HexFormat.of().formatHex(file);
    assertEquals(names.replace(" ", ""), all.substring(2 * (24 + 2 * 48)));
  }

  @Test
  void writesTheSameBytesToAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("w-0000.params");
    ParamsWriter.defaults().write(List.of(WEIGHT), file);
    assertArrayEquals(ParamsWriter.defaults().toBytes(List.of(WEIGHT)), Files.readAllBytes(file));
  }

  @Test
  void writesMoreThanABuffer() {
    int size = 100_001;
    NamedArray large =
        NamedArray.dense("w", ElementType.INT32, List.of(size), Values.generated(() -> () -> 7));
    byte[] file = ParamsWriter.defaults().withNaming(Naming.NONE).toBytes(List.of(large));
    assertEquals(24 + 32 + 4 * size + 8, file.length);
    for (int i = 0; i < size; i++) {
      assertEquals(7, file[56 + 4 * i]);
    }
  }

  @Test
  void writesScalarsInV3Only() {
    assertBytes(
        ONE_ARRAY + "cafa93f9 00000000 00000000 01000000 00000000 00000000 0000803f" + NO_NAMES,
        new ParamsWriter(ArrayFormat.V3, Naming.NONE),
        SCALAR);
    List<NamedArray> scalar = List.of(SCALAR);
    assertThrows(IllegalArgumentException.class, () -> ParamsWriter.defaults().toBytes(scalar));
  }

  @Test
  void refusesSparseArraysInFormatsWithoutThem() {
    List<NamedArray> sparse = List.of(WEIGHT.with(new Storage.RowSparse(List.of(0L))));
    ParamsWriter writer = ParamsWriter.defaults().withFormat(ArrayFormat.V1);
    assertThrows(IllegalArgumentException.class, () -> writer.toBytes(sparse));
  }

  private static void assertBytes(String hex, ParamsWriter writer, NamedArray array) {
    assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(writer.toBytes(List.of(array))));
  }
}
