package dev.weft.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fonts that pictures are printed with, as they lie in jars on the class path. The unseen
 * families are kept out of training and validation: only the held-out set uses them.
 */
final class FontShelf {
  private static final String LIBERATION =
      "com/mpobjects/jasperreports/fonts/liberation/Liberation";
  private static final String LATO = "com/mpobjects/jasperreports/fonts/lato/Lato-";
  private static final String ROBOTO = "com/cathive/fonts/roboto/Roboto-";
  private static final String DEJAVU = "net/sf/jasperreports/fonts/dejavu/DejaVu";

  private FontShelf() {}

  /** Liberation Sans, Serif and Mono, Roboto, DejaVu Sans and DejaVu Sans Mono. */
  static List<TrueTypeFont> trainingFonts() {
    List<TrueTypeFont> fonts = new ArrayList<>();
    for (String family : List.of("Sans", "Serif", "Mono")) {
      fonts.addAll(load(LIBERATION + family + "-", "Regular", "Bold", "Italic", "BoldItalic"));
    }
    fonts.addAll(
        load(ROBOTO, "Light", "Regular", "Italic", "Bold", "BoldItalic", "Black", "Condensed"));
    fonts.addAll(load(ROBOTO, "BoldCondensed"));
    fonts.addAll(load(DEJAVU, "Sans", "Sans-Bold", "Sans-Oblique", "SansCondensed"));
    fonts.addAll(load(DEJAVU, "SansMono", "SansMono-Bold"));
    return List.copyOf(fonts);
  }

  /** Lato and DejaVu Serif. */
  static List<TrueTypeFont> unseenFonts() {
    List<TrueTypeFont> fonts = new ArrayList<>();
    fonts.addAll(load(LATO, "Regular", "Bold", "Italic", "BoldItalic"));
    fonts.addAll(load(DEJAVU, "Serif", "Serif-Bold", "Serif-Italic", "SerifCondensed"));
    return List.copyOf(fonts);
  }

  private static List<TrueTypeFont> load(String prefix, String... styles) {
    List<TrueTypeFont> fonts = new ArrayList<>();
    for (String style : styles) {
      String resource = prefix + style + ".ttf";
      fonts.add(new TrueTypeFont(resource, read(resource)));
    }
    return fonts;
  }

  private static byte[] read(String resource) {
    try (InputStream in = FontShelf.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "font "
                + resource
                + " is not on the class path: expected a font jar of the module's pom");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading font " + resource, e);
    }
  }
}
