package dev.weft.integration;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The demo model and its sample pictures, prepared as its README says.
 *
 * @param pictures a file of 32 by 32 little-endian floats for each picture
 * @param classes the classes of the pictures, as the consumer prints them
 */
record DemoGlyphs(Path pictures, String classes) {
  private static final Path FOLDER = Path.of("..", "demo-model", "model").toAbsolutePath();
  private static final int SIDE = 32;

  /** The prefix of the model's files. */
  static final Path MODEL = FOLDER.resolve("glyphs").normalize();

  /** Writes the pictures to a file in a directory. */
  static DemoGlyphs writtenTo(Path directory) throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.list(FOLDER.resolve("images"))) {
      images =
          files.filter(file -> file.getFileName().toString().endsWith(".png")).sorted().toList();
    }
    List<String> labels = Files.readAllLines(FOLDER.resolve("synset.txt"));
    ByteBuffer values =
        ByteBuffer.allocate(images.size() * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Path image : images) {
      put(ImageIO.read(image.toFile()), values);
    }
    Path file = Files.write(directory.resolve("pictures"), values.array());
    String classes =
        images.stream()
            .map(image -> String.valueOf(classOf(image.getFileName().toString(), labels)))
            .collect(Collectors.joining(" "));
    return new DemoGlyphs(file, classes);
  }

  private static int classOf(String fileName, List<String> labels) {
    String glyph = fileName.substring(0, 1);
    return IntStream.range(0, labels.size())
        .filter(i -> List.of(labels.get(i).split(" or ", -1)).contains(glyph))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no label fits " + fileName + ": " + labels));
  }

  private static void put(BufferedImage image, ByteBuffer values) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = source(x, image.getWidth());
        double v = source(y, image.getHeight());
        int left = (int) u;
        int top = (int) v;
        int right = Math.min(left + 1, image.getWidth() - 1);
        int bottom = Math.min(top + 1, image.getHeight() - 1);
        double above = mix(grey(image, left, top), grey(image, right, top), u - left);
        double below = mix(grey(image, left, bottom), grey(image, right, bottom), u - left);
        values.putFloat((float) (mix(above, below, v - top) / 127.5 - 1));
      }
    }
  }

  private static double source(int target, int size) {
    return Math.min(Math.max((target + 0.5) * size / SIDE - 0.5, 0), size - 1.0);
  }

  private static double mix(double first, double second, double share) {
    return first * (1 - share) + second * share;
  }

  private static double grey(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }
}
