package dev.weft.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Makes files of models for {@link FakeBackend}, and images. */
record ModelFolder(Path path) {
  /** Makes both files of a model and returns its prefix. */
  Path model(String name, String symbol) throws IOException {
    Files.writeString(path.resolve(name + "-symbol.json"), symbol);
    Files.writeString(path.resolve(name + "-0000.params"), "");
    return path.resolve(name);
  }

  /** Makes an image of one grey value. */
  Path image(String name, int grey) throws IOException {
    BufferedImage image = new BufferedImage(10, 6, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(grey, grey, grey));
    graphics.fillRect(0, 0, 10, 6);
    graphics.dispose();
    Path file = path.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
