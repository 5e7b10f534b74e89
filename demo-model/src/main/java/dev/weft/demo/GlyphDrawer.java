package dev.weft.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Draws what is stored beside the model: the held-out set in {@code src/test/resources} and the
 * sample pictures in {@code model/images}. Run it when the generator is meant to change what the
 * model is measured with.
 */
public final class GlyphDrawer {
  private static final long SAMPLE_SEED = 4_000;

  /** What the sample pictures show, one picture each. */
  private static final String SAMPLES = "0237459AEKQRSW";

  private GlyphDrawer() {}

  /**
   * Draws and writes.
   *
   * @param arguments the directory of this Maven module; the working directory if absent
   * @throws IOException if the files cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments.length > 0 ? arguments[0] : "");
    GlyphPainter painter = GlyphPainter.open();
    Path resources = module.resolve("src/test/resources/dev/weft/demo");
    HeldOutSet.write(HeldOutSet.paint(painter), Files.createDirectories(resources));
    drawSamples(painter, Files.createDirectories(module.resolve("model/images")));
  }

  private static void drawSamples(GlyphPainter painter, Path directory) throws IOException {
    for (int i = 0; i < SAMPLES.length(); i++) {
      Dice dice = Dice.of(SAMPLE_SEED, i);
      char character = SAMPLES.charAt(i);
      Look look = i % 2 == 0 ? Look.DRAWN : Look.PRINTED_UNSEEN_FONT;
      Palette palette = Palette.of(dice);
      BufferedImage image = painter.paint(dice, character, look, 48 + dice.below(120), palette);
      String kind = look == Look.DRAWN ? "drawn" : "printed";
      String name = String.format(Locale.ROOT, "%c-%s-%s.png", character, kind, palette.name());
      ImageIO.write(image, "png", directory.resolve(name).toFile());
    }
  }
}
