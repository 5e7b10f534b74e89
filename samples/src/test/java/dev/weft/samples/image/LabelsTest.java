package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  @Test
  void readsOneLabelALine() throws IOException {
    Labels labels = read("n01440764 tench\r\n'n01443537 goldfish, Carassius'\n\n");
    assertEquals(2, labels.count());
    assertEquals("n01440764 tench", labels.of(0));
    assertEquals("n01443537 goldfish, Carassius", labels.of(1));
  }

  @Test
  void numbersClassesWithoutLabels() {
    assertEquals("class 7", Labels.none().of(7));
  }

  @Test
  void refusesAnEmptyFile() {
    assertThrows(IOException.class, () -> read("\n\n"));
  }

  @Test
  void namesAFolder(@TempDir Path folder) {
    IOException e = assertThrows(IOException.class, () -> Labels.read(folder));
    assertTrue(e.getMessage().startsWith(folder + ": "), e.getMessage());
  }

  private static Labels read(String text) throws IOException {
    return Labels.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
