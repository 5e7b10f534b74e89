package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingFileTest {
  @TempDir Path folder;

  @Test
  void namesTheOtherGraphs() throws IOException {
    touch("b-symbol.json", "a-symbol.json", "a-0000.params");
    assertMissing(
        "no such file; graphs in the folder: a-symbol.json, b-symbol.json", symbolOf("model"));
  }

  @Test
  void namesAFewOfMany() throws IOException {
    for (int i = 0; i < 8; i++) {
      touch("m" + i + "-symbol.json");
    }
    assertMissing(
        "no such file; graphs in the folder: m0-symbol.json, m1-symbol.json, m2-symbol.json,"
            + " m3-symbol.json, m4-symbol.json and 3 more",
        symbolOf("model"));
  }

  @Test
  void namesTheOtherEpochs() throws IOException {
    touch("model-0010.params", "model-0002.params", "other-0000.params", "model-symbol.json");
    assertMissing(
        "no such file; other epochs in the folder: model-0002.params, model-0010.params",
        parametersOf("model"));
    assertMissing(
        "no such file; parameters in the folder: model-0002.params, model-0010.params,"
            + " other-0000.params",
        parametersOf("third"));
  }

  @Test
  void saysWhatElseIsMissing() {
    assertMissing("no such file; the folder holds no file named *-symbol.json", symbolOf("model"));
    assertMissing("no such file, and its folder does not exist", parametersOf("folder/model"));
  }

  @Test
  void aLinkToNothingIsToldApart() throws IOException {
    Files.createSymbolicLink(folder.resolve("model-0000.params"), folder.resolve("gone"));
    assertMissing("is a link to a file that does not exist", parametersOf("model"));
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("model-symbol.json"));
    Files.createDirectory(folder.resolve("model-0000.params"));
    assertMissing("is a directory, expected a file", symbolOf("model"));
    assertMissing("is a directory, expected a file", parametersOf("model"));
  }

  private Runnable symbolOf(String name) {
    return () -> SymbolFile.read(ModelSource.mxnet(folder.resolve(name), 0).symbol());
  }

  private Runnable parametersOf(String name) {
    return () ->
        ParameterFile.open(ModelSource.mxnet(folder.resolve(name), 0).parameters()).close();
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }

  private static void assertMissing(String reason, Runnable reading) {
    var error = assertThrows(ModelFormatException.class, reading::run);
    assertEquals(error.file() + ": " + reason, error.getMessage());
  }
}
