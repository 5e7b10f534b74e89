package dev.weft.backend.cudnn.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A source of kernels, and the macros that make it a program: types of elements, expressions.
 * Immutable; equal ones compile to the same code.
 *
 * @param file the name of a resource beside {@code kernels/prelude.cuh}, without {@code .cu}
 * @param macros the text of each macro by its name
 */
public record KernelSource(String file, SortedMap<String, String> macros) {
  private static final String FOLDER = "/dev/weft/backend/cudnn/kernels/";

  /**
   * Copies the macros.
   *
   * @param file the name of a resource
   * @param macros the text of each macro by its name
   */
  public KernelSource {
    macros = Collections.unmodifiableSortedMap(new TreeMap<>(macros));
  }

  /**
   * {@return a source}
   *
   * @param file the name of a resource
   * @param macros the text of each macro by its name
   */
  public static KernelSource of(String file, Map<String, String> macros) {
    return new KernelSource(file, new TreeMap<>(macros));
  }

  /** {@return the whole program} */
  public String text() {
    StringBuilder text = new StringBuilder();
    macros.forEach(
        (name, value) ->
            text.append("#define ").append(name).append(' ').append(value).append('\n'));
    return text.append(resource("args.h"))
        .append(resource("prelude.cuh"))
        .append(resource(file + ".cu"))
        .toString();
  }

  private static String resource(String name) {
    try (InputStream stream = KernelSource.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("kernels " + name + " are missing in this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("kernels " + name + " cannot be read", e);
    }
  }

  /** Returns the file's name and all macros. */
  @Override
  public String toString() {
    return file + ".cu " + macros;
  }
}
