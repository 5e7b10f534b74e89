package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Tensor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Pictures as detectors take them: one image, planes of red, green and blue from 0 to 255. A test
 * that asks for one is skipped where the Java runtime lacks {@code java.desktop}.
 */
final class Photograph {
  private static final String DESKTOP = "java.desktop";

  private Photograph() {}

  /** Reads a picture and scales it to a size. */
  static Tensor read(Path file, int height, int width) throws IOException {
    assumeTrue(
        ModuleLayer.boot().findModule(DESKTOP).isPresent(),
        "this Java runtime has no module " + DESKTOP + ", which reads pictures");
    int[] pixels = Pixels.read(file, height, width);
    float[] planes = new float[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i] = pixels[i] >> 16 & 0xFF;
      planes[pixels.length + i] = pixels[i] >> 8 & 0xFF;
      planes[2 * pixels.length + i] = pixels[i] & 0xFF;
    }
    return Tensor.of(planes, 1, 3, height, width);
  }

  /** Apart, since a class that names others of a module is not linked without it. */
  private static final class Pixels {
    static int[] read(Path file, int height, int width) throws IOException {
      BufferedImage picture = ImageIO.read(file.toFile());
      BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = scaled.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, width, height, null);
      graphics.dispose();
      return scaled.getRGB(0, 0, width, height, null, 0, width);
    }
  }
}
