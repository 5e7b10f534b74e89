package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void keepsGreyValuesOfPng(int type) throws IOException {
    BufferedImage image = new BufferedImage(3, 1, type);
    int[] greys = {0, 100, 255};
    for (int x = 0; x < greys.length; x++) {
      int[] samples = new int[image.getRaster().getNumBands()];
      Arrays.fill(samples, type == BufferedImage.TYPE_USHORT_GRAY ? greys[x] * 257 : greys[x]);
      if (samples.length == 4) {
        samples[3] = 255;
      }
      image.getRaster().setPixel(x, 0, samples);
    }
    assertArrayEquals(new int[] {0, 0x646464, 0xFFFFFF}, decoded(image, "png").pixels());
  }

  @Test
  void keepsGreyValuesOfJpeg() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[256];
    Arrays.fill(pixels, (byte) 100);
    image.getRaster().setDataElements(0, 0, 16, 16, pixels);
    int pixel = decoded(image, "jpg").pixels()[100];
    assertEquals(100, pixel & 0xFF, 2);
    assertEquals(pixel & 0xFF, pixel >> 16);
  }

  @Test
  void decodesColourJpeg() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0xC04020);
    }
    Picture picture = decoded(image, "jpg");
    assertEquals(0xC0, picture.pixels()[0] >> 16, 4);
    assertEquals(0x20, picture.pixels()[0] & 0xFF, 4);
  }

  @Test
  void laysTransparentPixelsOverWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xFF123456);
    assertArrayEquals(new int[] {0xFFFFFF, 0x7F7F7F, 0x123456}, decoded(image, "png").pixels());
  }

  @Test
  void laysTransparentGreyOverWhite() throws IOException {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            ColorModel.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    raster.setPixel(0, 0, new int[] {50, 255});
    raster.setPixel(1, 0, new int[] {50, 0});
    Picture picture = decoded(new BufferedImage(model, raster, false, null), "png");
    assertArrayEquals(new int[] {0x323232, 0xFFFFFF}, picture.pixels());
  }

  @Test
  void decodesPalettesAndBlackAndWhite() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED}) {
      BufferedImage image = new BufferedImage(2, 1, type);
      image.setRGB(1, 0, 0xFFFFFFFF);
      assertArrayEquals(new int[] {0, 0xFFFFFF}, decoded(image, "png").pixels());
    }
  }

  @Test
  void refusesWhatIsNoImage() {
    assertRefused("not an image of a known format", new byte[0]);
    assertRefused("not an image of a known format", new byte[] {1, 2, 3});
  }

  @Test
  void refusesDamagedImages() throws IOException {
    for (String format : new String[] {"png", "jpg"}) {
      byte[] whole = encoded(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), format);
      assertRefused("unreadable image", Arrays.copyOf(whole, 20));
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= 0x55;
        try {
          ImageDecoder.decode(new ByteArrayInputStream(damaged));
        } catch (IOException e) {
          assertTrue(e.getMessage() != null);
        }
      }
    }
  }

  /** A JPEG decoder makes up what is missing, and only warns. */
  @Test
  void refusesImagesThatEndEarly() throws IOException {
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      byte[] whole = encoded(noise(64, 64), format);
      assertRefused("unreadable image", Arrays.copyOf(whole, whole.length / 2));
    }
  }

  @Test
  void readsJpegWithoutItsLastMarker() throws IOException {
    byte[] whole = encoded(noise(64, 64), "jpg");
    byte[] unmarked = Arrays.copyOf(whole, whole.length - 2);
    assertArrayEquals(
        ImageDecoder.decode(new ByteArrayInputStream(whole)).pixels(),
        ImageDecoder.decode(new ByteArrayInputStream(unmarked)).pixels());
  }

  @Test
  void refusesJpegOfFourChannels() throws IOException {
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, new Point(0, 0));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(new IIOImage(inks, null, null));
    } finally {
      writer.dispose();
    }
    assertRefused("unreadable image", file.toByteArray());
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(1 << 24));
    }
    return image;
  }

  private static void assertRefused(String reason, byte[] file) {
    IOException e =
        assertThrows(IOException.class, () -> ImageDecoder.decode(new ByteArrayInputStream(file)));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private static Picture decoded(BufferedImage image, String format) throws IOException {
    return ImageDecoder.decode(new ByteArrayInputStream(encoded(image, format)));
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }
}
