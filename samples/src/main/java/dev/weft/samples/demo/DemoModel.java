package dev.weft.samples.demo;

import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.samples.image.ImageSource;
import dev.weft.samples.image.Labels;
import dev.weft.samples.image.Preset;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The model that is shipped with the programs: it reads a digit or a capital letter in an image.
 */
public final class DemoModel {
  private static final String GRAPH = "glyphs-symbol.json";
  private static final String PARAMETERS = "glyphs-0000.params";
  private static final String LABELS = "synset.txt";
  private static final String IMAGE_FOLDER = "images/";
  private static final String IMAGE_NAMES = IMAGE_FOLDER + "list.txt";

  private DemoModel() {}

  /**
   * {@return the model, read into memory: a resource may lie in a jar or in a run-time image, where
   * it has no path}
   *
   * @throws IOException if a resource cannot be read
   */
  public static ModelSource source() throws IOException {
    return ModelSource.mxnet(bytes(GRAPH), bytes(PARAMETERS));
  }

  /**
   * {@return the names of its classes}
   *
   * @throws IOException if the resource cannot be read
   */
  public static Labels labels() throws IOException {
    try (InputStream in = open(LABELS)) {
      return Labels.read(in);
    }
  }

  /**
   * {@return the images to try it with}
   *
   * @throws IOException if the list of them cannot be read
   */
  public static List<ImageSource> images() throws IOException {
    try (BufferedReader names =
        new BufferedReader(new InputStreamReader(open(IMAGE_NAMES), StandardCharsets.UTF_8))) {
      return names
          .lines()
          .map(name -> new ImageSource(name, () -> open(IMAGE_FOLDER + name)))
          .toList();
    }
  }

  /**
   * {@return an input for a call: the first of the images}
   *
   * @throws IOException if the image cannot be read
   */
  public static Tensor input() throws IOException {
    return Preset.GLYPHS.preprocessing().apply(images().get(0).read());
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = DemoModel.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("resource dev/weft/samples/demo/" + resource + " is missing");
    }
    return in;
  }
}
