package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {
  private static final ModelSource NET = ModelSource.mxnet(Path.of("models", "net"), 0);

  @ParameterizedTest
  @CsvSource({"0, 0000", "7, 0007", "123, 0123", "9999, 9999", "10000, 10000"})
  void aPrefixAndAnEpochNameTwoFiles(int epoch, String digits) {
    ModelSource source = ModelSource.mxnet(Path.of("models", "net-50.v1"), epoch);
    assertEquals(Optional.of(Path.of("models", "net-50.v1-symbol.json")), source.symbol().path());
    assertEquals(
        Optional.of(Path.of("models", "net-50.v1-" + digits + ".params")),
        source.parameters().path());
  }

  @Test
  void aPrefixMayHaveNoFolder() {
    ModelSource source = ModelSource.mxnet(Path.of("net"), 1);
    assertEquals("net-symbol.json", source.symbol().name());
    assertEquals("net-0001.params", source.parameters().name());
  }

  @Test
  void fileNamesDoNotFollowTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("net-0012.params", ModelSource.mxnet(Path.of("net"), 12).parameters().name());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void aNegativeEpochIsRefused(int epoch) {
    assertEquals(
        "epoch " + epoch + ", expected 0 or more",
        assertThrows(IllegalArgumentException.class, () -> ModelSource.mxnet(Path.of("net"), epoch))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void aPrefixWithoutFileNameIsRefused(String prefix) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ModelSource.mxnet(Path.of(prefix), 0))
            .getMessage();
    assertEquals(
        "model prefix '"
            + Path.of(prefix)
            + "' has no file name, expected for example models/resnet-50",
        message);
  }

  @Test
  void filesOnDiskAreNotOpened() {
    ModelSource source = ModelSource.mxnet(Path.of("no", "such.json"), Path.of("nothing.params"));
    assertEquals(Path.of("no", "such.json").toString(), source.toString());
    assertEquals(Optional.empty(), source.symbol().bytes());
    assertEquals("nothing.params", source.parameters().toString());
  }

  @Test
  void bytesInMemoryAreSharedAndReadOnly() {
    byte[] symbol = {'{', '}'};
    ModelSource source = ModelSource.mxnet(symbol, new byte[] {1, 2, 3});
    ByteBuffer view = source.symbol().bytes().orElseThrow();
    symbol[0] = '[';
    assertEquals('[', view.get());
    assertTrue(view.isReadOnly());
    assertEquals(2, source.symbol().bytes().orElseThrow().remaining());
    assertEquals(3, source.parameters().bytes().orElseThrow().remaining());
    assertEquals(Optional.empty(), source.symbol().path());
    assertEquals("symbol in memory", source.toString());
    assertEquals("parameters in memory", source.parameters().name());
  }

  @Test
  void surplusParametersAreAllowedUnlessRefused() {
    assertFalse(NET.surplusParametersRefused());
    ModelSource strict = NET.refusingSurplusParameters();
    assertTrue(strict.surplusParametersRefused());
    assertFalse(NET.surplusParametersRefused());
    assertEquals(NET.symbol().path(), strict.symbol().path());
    assertEquals(NET.parameters().path(), strict.parameters().path());
  }

  @Test
  void declaredInputsAreAddedToANewSource() {
    ModelSource one = NET.declaringInput("z", DataType.INT32);
    ModelSource two = one.declaringInput("a", DataType.INT64).refusingSurplusParameters();
    assertEquals(Map.of(), NET.declaredInputs());
    assertEquals(Map.of("z", DataType.INT32), one.declaredInputs());
    assertEquals(List.of("z", "a"), List.copyOf(two.declaredInputs().keySet()));
    assertTrue(two.declaringInput("b", DataType.INT8).surplusParametersRefused());
    assertEquals(
        Map.of("z", DataType.FLOAT16), one.declaringInput("z", DataType.FLOAT16).declaredInputs());
  }

  @Test
  void declaredInputsAreImmutable() {
    Map<String, DataType> declared = NET.declaringInput("z", DataType.INT32).declaredInputs();
    assertThrows(UnsupportedOperationException.class, () -> declared.put("a", DataType.INT8));
    assertThrows(
        UnsupportedOperationException.class, () -> NET.declaredInputs().put("a", DataType.INT8));
  }

  @Test
  void nullIsRefused() {
    assertThrows(NullPointerException.class, () -> ModelSource.mxnet(null, 0));
    assertThrows(NullPointerException.class, () -> ModelSource.mxnet((Path) null, Path.of("p")));
    assertThrows(NullPointerException.class, () -> ModelSource.mxnet(Path.of("s"), null));
    assertThrows(NullPointerException.class, () -> ModelSource.mxnet(new byte[0], null));
    assertThrows(NullPointerException.class, () -> NET.declaringInput(null, DataType.INT8));
    assertThrows(NullPointerException.class, () -> NET.declaringInput("a", null));
  }
}
