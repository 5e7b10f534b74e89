package dev.weft.demo;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The outlines of a TrueType font, read from its {@code cmap}, {@code loca} and {@code glyf} tables
 * as the OpenType specification describes them. Hints are ignored. {@link java.awt.Font} is not
 * used because it needs a font configuration, which a bare machine lacks, and because its
 * rasteriser differs between JDKs.
 *
 * <p>Immutable.
 */
final class TrueTypeFont {
  private static final int ON_CURVE = 1;
  private static final int X_SHORT = 2;
  private static final int Y_SHORT = 4;
  private static final int REPEAT = 8;
  private static final int X_SAME_OR_POSITIVE = 16;
  private static final int Y_SAME_OR_POSITIVE = 32;

  private static final int ARGS_ARE_WORDS = 1;
  private static final int ARGS_ARE_OFFSETS = 2;
  private static final int SCALE = 8;
  private static final int MORE_COMPONENTS = 32;
  private static final int TWO_SCALES = 64;
  private static final int MATRIX = 128;

  private final String name;
  private final ByteBuffer data;
  private final Map<String, Integer> tables = new HashMap<>();

  TrueTypeFont(String name, byte[] bytes) {
    this.name = name;
    this.data = ByteBuffer.wrap(bytes);
    int count = unsigned(4);
    for (int i = 0; i < count; i++) {
      int record = 12 + 16 * i;
      String tag = new String(bytes, record, 4, StandardCharsets.US_ASCII);
      tables.put(tag, data.getInt(record + 8));
    }
  }

  /** The outline of a character in font units, y downwards; a new path at each call. */
  Path2D outline(char character) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    appendGlyph(path, glyphOf(character), new AffineTransform());
    path.transform(AffineTransform.getScaleInstance(1, -1));
    return path;
  }

  private int glyphOf(char character) {
    int cmap = table("cmap");
    int count = unsigned(cmap + 2);
    for (int i = 0; i < count; i++) {
      int subtable = cmap + data.getInt(cmap + 4 + 8 * i + 4);
      if (unsigned(subtable) == 4) {
        return glyphInSegments(subtable, character);
      }
    }
    throw new IllegalArgumentException("font " + name + ": no character map of format 4");
  }

  private int glyphInSegments(int subtable, char character) {
    int doubled = unsigned(subtable + 6);
    for (int offset = 0; offset < doubled; offset += 2) {
      int end = subtable + 14 + offset;
      int start = end + doubled + 2;
      if (unsigned(end) < character || unsigned(start) > character) {
        continue;
      }
      int delta = unsigned(start + doubled);
      int rangeAt = start + 2 * doubled;
      int range = unsigned(rangeAt);
      int glyph =
          range == 0 ? character : unsigned(rangeAt + range + 2 * (character - unsigned(start)));
      return (glyph + delta) & 0xFFFF;
    }
    throw new IllegalArgumentException("font " + name + ": no glyph for '" + character + "'");
  }

  private void appendGlyph(Path2D path, int glyph, AffineTransform transform) {
    boolean longOffsets = data.getShort(table("head") + 50) != 0;
    int loca = table("loca");
    int offset = longOffsets ? data.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph);
    int at = table("glyf") + offset;
    int contours = data.getShort(at);
    if (contours >= 0) {
      appendContours(path, at + 10, contours, transform);
    } else {
      appendComponents(path, at + 10, transform);
    }
  }

  private void appendComponents(Path2D path, int start, AffineTransform outer) {
    int at = start;
    int flags;
    do {
      flags = unsigned(at);
      final int glyph = unsigned(at + 2);
      at += 4;
      if ((flags & ARGS_ARE_OFFSETS) == 0) {
        throw new IllegalArgumentException("font " + name + ": a component placed by points");
      }
      boolean words = (flags & ARGS_ARE_WORDS) != 0;
      final int dx = words ? data.getShort(at) : data.get(at);
      final int dy = words ? data.getShort(at + 2) : data.get(at + 1);
      at += words ? 4 : 2;
      double[] m = {1, 0, 0, 1};
      if ((flags & SCALE) != 0) {
        m[0] = m[3] = fraction(at);
        at += 2;
      } else if ((flags & TWO_SCALES) != 0) {
        m[0] = fraction(at);
        m[3] = fraction(at + 2);
        at += 4;
      } else if ((flags & MATRIX) != 0) {
        for (int i = 0; i < 4; i++) {
          m[i] = fraction(at + 2 * i);
        }
        at += 8;
      }
      AffineTransform inner = new AffineTransform(outer);
      inner.concatenate(new AffineTransform(m[0], m[1], m[2], m[3], dx, dy));
      appendGlyph(path, glyph, inner);
    } while ((flags & MORE_COMPONENTS) != 0);
  }

  private void appendContours(Path2D path, int start, int contours, AffineTransform transform) {
    int count = contours == 0 ? 0 : unsigned(start + 2 * (contours - 1)) + 1;
    int at = start + 2 * contours;
    at += 2 + unsigned(at);
    int[] flags = new int[count];
    for (int i = 0; i < count; i++) {
      flags[i] = data.get(at++) & 0xFF;
      if ((flags[i] & REPEAT) != 0) {
        for (int repeats = data.get(at++) & 0xFF; repeats > 0; repeats--, i++) {
          flags[i + 1] = flags[i];
        }
      }
    }
    double[] points = new double[2 * count];
    at = readCoordinates(points, 0, flags, at, X_SHORT, X_SAME_OR_POSITIVE);
    readCoordinates(points, 1, flags, at, Y_SHORT, Y_SAME_OR_POSITIVE);
    transform.transform(points, 0, points, 0, count);
    int first = 0;
    for (int i = 0; i < contours; i++) {
      int last = unsigned(start + 2 * i);
      QuadraticContour.append(
          path, points, first, last - first + 1, p -> (flags[p] & ON_CURVE) != 0);
      first = last + 1;
    }
  }

  private int readCoordinates(
      double[] points, int axis, int[] flags, int start, int shortFlag, int sameOrPositive) {
    int at = start;
    int value = 0;
    for (int i = 0; i < flags.length; i++) {
      boolean marked = (flags[i] & sameOrPositive) != 0;
      if ((flags[i] & shortFlag) != 0) {
        int step = data.get(at++) & 0xFF;
        value += marked ? step : -step;
      } else if (!marked) {
        value += data.getShort(at);
        at += 2;
      }
      points[2 * i + axis] = value;
    }
    return at;
  }

  private int table(String tag) {
    Integer at = tables.get(tag);
    if (at == null) {
      throw new IllegalArgumentException("font " + name + ": no table '" + tag + "'");
    }
    return at;
  }

  private int unsigned(int at) {
    return data.getShort(at) & 0xFFFF;
  }

  /** A signed number with 14 bits behind the point. */
  private double fraction(int at) {
    return data.getShort(at) / 16384.0;
  }
}
