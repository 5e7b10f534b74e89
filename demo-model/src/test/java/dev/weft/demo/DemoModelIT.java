package dev.weft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Measures the model as it is stored. */
class DemoModelIT {
  private static final Path MODEL = Path.of("model");
  private static final Path RESOURCES = Path.of("src/test/resources/dev/weft/demo");

  private final Mxnet mxnet = Mxnet.load();
  private Symbol symbol;
  private Parameters parameters;
  private Network network;

  @BeforeEach
  void open() {
    symbol = Symbol.read(mxnet, MODEL.resolve("glyphs-symbol.json"));
    parameters = Parameters.read(mxnet, MODEL.resolve("glyphs-0000.params"));
    network = new Network(mxnet, symbol, parameters);
  }

  @AfterEach
  void close() {
    network.close();
    parameters.close();
    symbol.close();
  }

  @Test
  void heldOutPicturesAreRecognised() throws IOException {
    GlyphSet set = HeldOutSet.read(RESOURCES);
    assertEquals(HeldOutSet.SIZE, set.size());
    Score score = Score.of(mxnet, network, set);
    System.out.println("held-out set: " + score);
    assertTrue(score.accuracy() >= 0.98, score.toString());
  }

  @Test
  void samplePicturesAreRecognised() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(MODEL.resolve("images"))) {
      files = entries.sorted().toList();
    }
    assertTrue(files.size() >= 12, files.toString());
    for (Path file : files) {
      BufferedImage image = ImageIO.read(file.toFile());
      int expected = GlyphClasses.classOf(file.getFileName().toString().charAt(0));
      GlyphSet.Glyph glyph = new GlyphSet.Glyph(Preprocessing.grey(image, 1), expected, Look.DRAWN);
      Score score = Score.of(mxnet, network, new GlyphSet(List.of(glyph)));
      assertEquals(1, score.accuracy(), file.toString());
    }
  }
}
