package dev.weft.samples.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The names of a model's classes, one a line of a {@code synset.txt}; immutable. */
public final class Labels {
  private static final Labels NONE = new Labels(List.of());

  private final List<String> names;

  private Labels(List<String> names) {
    this.names = names;
  }

  /** {@return the labels of a model without names: each class is called by its number} */
  public static Labels none() {
    return NONE;
  }

  /**
   * Reads a file.
   *
   * @param file one name a line, in UTF-8; single quotes around a name are left out
   * @return the labels
   * @throws IOException if it cannot be read; the message names it
   */
  public static Labels read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to read it", e);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the content of a file.
   *
   * @param in the content; not closed
   * @return the labels
   * @throws IOException if it cannot be read
   */
  public static Labels read(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> names;
    try {
      names = lines.lines().map(Labels::unquoted).filter(name -> !name.isEmpty()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (names.isEmpty()) {
      throw new IOException("no labels, expected one a line");
    }
    return new Labels(names);
  }

  /** {@return how many there are; 0 for {@link #none()}} */
  public int count() {
    return names.size();
  }

  /**
   * {@return the name of a class}
   *
   * @param number the class, from 0
   */
  public String of(int number) {
    return number < names.size() ? names.get(number) : "class " + number;
  }

  private static String unquoted(String line) {
    String name = line.strip();
    boolean quoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
    return quoted ? name.substring(1, name.length() - 1) : name;
  }
}
