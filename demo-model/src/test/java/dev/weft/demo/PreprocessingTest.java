package dev.weft.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  @Test
  void luminanceWeighsTheColours() {
    assertEquals(255, Preprocessing.luminance(0xFFFFFF), 1e-9);
    assertEquals(0.587 * 255, Preprocessing.luminance(0x00FF00), 1e-9);
  }

  @Test
  void pictureOfTheInputSizeIsTakenPixelByPixel() {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 2, 0x808080);
    byte[] expected = new byte[32 * 32];
    expected[2 * 32 + 3] = (byte) 0x80;
    assertArrayEquals(expected, Preprocessing.grey(image, 1));
  }

  @Test
  void enlargingInterpolatesBetweenPixelCentres() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 0, 0xFFFFFF);
    byte[] grey = Preprocessing.grey(image, 1);
    assertEquals(0, grey[0]);
    // Column 15 lies at (15 + 0.5) * 2 / 32 - 0.5 = 0.46875 between the two pixels.
    assertEquals(Math.round(0.46875 * 255), grey[15] & 0xFF);
    assertEquals(255, grey[31] & 0xFF);
  }

  @Test
  void normalizingMapsBlackAndWhiteToMinusOneAndOne() {
    float[] values = new float[3];
    Preprocessing.normalize(new byte[] {0, (byte) 255}, values, 1);
    assertArrayEquals(new float[] {0, -1, 1}, values);
  }
}
