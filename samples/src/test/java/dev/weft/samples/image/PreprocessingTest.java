package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Shape;
import dev.weft.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  /** Two rows of three pixels, each channel of each pixel another value. */
  private static final Picture PICTURE =
      new Picture(3, 2, new int[] {0x010203, 0x040506, 0x070809, 0x0A0B0C, 0x0D0E0F, 0x101112});

  @Test
  void laysChannelsOutOneAfterTheOther() {
    Tensor tensor = plain(Channels.RGB).apply(PICTURE);
    assertEquals(Shape.of(1, 3, 2, 3), tensor.shape());
    assertArrayEquals(
        new float[] {1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17, 3, 6, 9, 12, 15, 18},
        tensor.toFloatArray());
  }

  @Test
  void putsBlueFirstForBgr() {
    float[] values = plain(Channels.BGR).apply(PICTURE).toFloatArray();
    assertArrayEquals(
        new float[] {3, 6, 9, 12, 15, 18, 2, 5, 8, 11, 14, 17, 1, 4, 7, 10, 13, 16}, values);
  }

  @Test
  void weighsChannelsForGrey() {
    Picture primaries = new Picture(3, 1, new int[] {0xFF0000, 0x00FF00, 0x0000FF});
    Tensor tensor =
        new Preprocessing(
                1,
                3,
                Fit.stretch(),
                Sampling.BILINEAR,
                Channels.GREY,
                1,
                List.of(0.0),
                List.of(1.0))
            .apply(primaries);
    assertEquals(Shape.of(1, 1, 1, 3), tensor.shape());
    assertArrayEquals(new float[] {76.245f, 149.685f, 29.07f}, tensor.toFloatArray(), 1e-4f);
  }

  @Test
  void scalesThenTakesTheMeanOffThenDivides() {
    Preprocessing each =
        new Preprocessing(
            2,
            3,
            Fit.stretch(),
            Sampling.BILINEAR,
            Channels.RGB,
            0.5,
            List.of(1.0, 2.0, 3.0),
            List.of(2.0, 4.0, 8.0));
    float[] values = each.apply(PICTURE).toFloatArray();
    assertEquals((1 * 0.5f - 1) / 2, values[0]);
    assertEquals((5 * 0.5f - 2) / 4, values[7]);
    assertEquals((18 * 0.5f - 3) / 8, values[17]);
  }

  @Test
  void normalisesAsTheGluonModelZoo() {
    float[] values =
        Preset.IMAGENET
            .preprocessing()
            .apply(new Picture(1, 1, new int[] {0xFF8000}))
            .toFloatArray();
    int plane = 224 * 224;
    assertEquals(3 * plane, values.length);
    assertEquals((1 - 0.485) / 0.229, values[0], 1e-6);
    assertEquals((128 / 255.0 - 0.456) / 0.224, values[plane], 1e-6);
    assertEquals((0 - 0.406) / 0.225, values[3 * plane - 1], 1e-6);
  }

  @Test
  void takesTheMeanOffBlueFirstAsCaffe() {
    float[] values =
        Preset.CAFFE.preprocessing().apply(new Picture(1, 1, new int[] {0xFF8001})).toFloatArray();
    int plane = 224 * 224;
    assertEquals(1 - 103.939, values[0], 1e-4);
    assertEquals(128 - 116.779, values[plane], 1e-4);
    assertEquals(255 - 123.68, values[2 * plane], 1e-4);
  }

  @Test
  void bringsGlyphsFromMinusOneToOne() {
    Picture blackAndWhite = new Picture(1, 2, new int[] {0x000000, 0xFFFFFF});
    float[] values = Preset.GLYPHS.preprocessing().apply(blackAndWhite).toFloatArray();
    assertEquals(32 * 32, values.length);
    assertEquals(-1, values[0]);
    assertEquals(1, values[values.length - 1], 1e-6);
  }

  @Test
  void refusesPartsThatDoNotFitTogether() {
    assertRefused("mean [1.0, 2.0]", 1, List.of(1.0, 2.0), List.of(1.0));
    assertRefused("std [0.0]", 1, List.of(1.0), List.of(0.0));
    assertRefused("size 0x1", 0, List.of(1.0), List.of(1.0));
    assertRefused("size 99999x1", 99_999, List.of(1.0), List.of(1.0));
  }

  private static void assertRefused(
      String reason, int height, List<Double> mean, List<Double> std) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Preprocessing(
                    height, 1, Fit.stretch(), Sampling.SMOOTH, Channels.RGB, 1, mean, std));
    assertTrue(e.getMessage().startsWith(reason), e.getMessage());
  }

  private static Preprocessing plain(Channels channels) {
    return new Preprocessing(
        2, 3, Fit.stretch(), Sampling.BILINEAR, channels, 1, List.of(0.0), List.of(1.0));
  }
}
