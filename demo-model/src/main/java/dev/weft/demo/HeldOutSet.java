package dev.weft.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures that measure the model and that nothing else uses. They are stored, not painted when
 * needed, so that a later change of the generator leaves the measure as it was.
 */
final class HeldOutSet {
  /** Number of pictures; every class and look the same number of times. */
  static final int SIZE = GlyphClasses.count() * 3 * 25;

  private static final long SEED = 3_000;
  private static final String IMAGES = "held-out-images.idx.gz";
  private static final String LABELS = "held-out-labels.idx.gz";

  private HeldOutSet() {}

  static GlyphSet paint(GlyphPainter painter) {
    return GlyphSet.painted(painter, SEED, SIZE, List.of(Look.values()));
  }

  static void write(GlyphSet set, Path directory) throws IOException {
    int size = Preprocessing.SIZE;
    byte[] pixels = new byte[set.size() * size * size];
    byte[] labels = new byte[set.size() * 2];
    for (int i = 0; i < set.size(); i++) {
      GlyphSet.Glyph glyph = set.glyphs().get(i);
      System.arraycopy(glyph.grey(), 0, pixels, i * size * size, size * size);
      labels[2 * i] = (byte) glyph.classNumber();
      labels[2 * i + 1] = glyph.look().code();
    }
    IdxFile.write(Files.newOutputStream(directory.resolve(IMAGES)), pixels, set.size(), size, size);
    IdxFile.write(Files.newOutputStream(directory.resolve(LABELS)), labels, set.size(), 2);
  }

  static GlyphSet read(Path directory) throws IOException {
    int size = Preprocessing.SIZE;
    byte[] pixels;
    byte[] labels;
    try (InputStream images = Files.newInputStream(directory.resolve(IMAGES));
        InputStream classes = Files.newInputStream(directory.resolve(LABELS))) {
      pixels = IdxFile.read(images, size, size);
      labels = IdxFile.read(classes, 2);
    }
    List<GlyphSet.Glyph> glyphs = new ArrayList<>();
    for (int i = 0; i < labels.length / 2; i++) {
      byte[] grey = new byte[size * size];
      System.arraycopy(pixels, i * size * size, grey, 0, grey.length);
      glyphs.add(new GlyphSet.Glyph(grey, labels[2 * i], Look.of(labels[2 * i + 1])));
    }
    return new GlyphSet(glyphs);
  }
}
