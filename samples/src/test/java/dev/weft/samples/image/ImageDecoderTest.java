package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
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
