package dev.weft.samples.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG and whatever else the JVM reads. Transparent pixels are laid over white,
 * sixteen bits become eight, and an EXIF orientation is ignored. CMYK JPEG files are refused.
 */
final class ImageDecoder {
  private static final long MAX_PIXELS = 1L << 27;

  /** What libjpeg warns of where pixels are missing; it makes them up. */
  private static final String PIXELS_MISSING = "premature end of data";

  private ImageDecoder() {}

  static Picture decode(InputStream bytes) throws IOException {
    try (ImageInputStream input = new MemoryCacheImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new IOException("not an image of a known format, expected JPEG or PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return picture(read(reader));
      } finally {
        reader.dispose();
      }
    }
  }

  /** Reads an image whose size is sane; decoders throw all kinds of exceptions for damaged ones. */
  private static BufferedImage read(ImageReader reader) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try {
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAX_PIXELS) {
        throw new IOException(pixels + " pixels, expected at most " + MAX_PIXELS);
      }
      BufferedImage image = reader.read(0);
      if (warnings.stream().anyMatch(warning -> warning.contains(PIXELS_MISSING))) {
        throw new IOException("its data ends before the last pixel");
      }
      // Some JDKs refuse these themselves, others take the inks for linear light.
      if (reader.getFormatName().equalsIgnoreCase("jpeg") && image.getRaster().getNumBands() == 4) {
        throw new IOException("a JPEG of four channels (CMYK), expected RGB or grey");
      }
      return image;
    } catch (IOException | RuntimeException e) {
      throw new IOException("unreadable image: " + e.getMessage(), e);
    }
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int[] argb = grey ? greys(image) : image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < argb.length; i++) {
      argb[i] = overWhite(argb[i]);
    }
    return new Picture(width, height, argb);
  }

  /**
   * Takes grey values as they are stored. {@link BufferedImage#getRGB(int, int)} takes them for
   * linear light and would brighten them.
   */
  private static int[] greys(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int[] row = new int[width * bands];
    int[] argb = new int[width * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int grey = toEightBits(row[x * bands], max);
        int alpha = bands > 1 ? toEightBits(row[x * bands + 1], max) : 255;
        argb[y * width + x] = alpha << 24 | grey << 16 | grey << 8 | grey;
      }
    }
    return argb;
  }

  private static int toEightBits(int value, int max) {
    return (int) ((value * 255L + max / 2) / max);
  }

  private static int overWhite(int argb) {
    int alpha = argb >>> 24;
    if (alpha == 255) {
      return argb & 0xFFFFFF;
    }
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = argb >> shift & 0xFF;
      int blended = (value * alpha + 255 * (255 - alpha) + 127) / 255;
      result |= blended << shift;
    }
    return result;
  }
}
