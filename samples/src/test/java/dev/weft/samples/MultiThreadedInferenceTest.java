package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiThreadedInferenceTest {
  private static final int CLASSES = 11;

  @TempDir private Path folder;
  private ModelFolder files;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    files = new ModelFolder(folder);
    model = files.model("m", "?,1,4,4 " + CLASSES);
  }

  @Test
  void labelsTheShippedImagesWithoutArguments() {
    Finished finished = label();
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("1,234,567 bytes of parameters, held once"), finished.out());
    assertTrue(finished.out().contains("32x32 grey"), finished.out());
    assertTrue(finished.out().contains("answered by worker-"), finished.out());
  }

  @Test
  void printsResultsInTheOrderOfTheFiles() throws IOException {
    // One class for each tenth of full brightness.
    Object[] arguments = new Object[2 + CLASSES];
    arguments[0] = model;
    arguments[1] = 0;
    for (int i = 0; i < CLASSES; i++) {
      arguments[2 + i] = files.image("i" + i + ".png", Math.round(255 * (CLASSES - 1 - i) / 10f));
    }
    Finished finished = label(append(arguments, "--threads", "4", "--top", "1"));
    assertEquals(0, finished.code(), finished.err());
    List<String> lines = finished.out().lines().filter(line -> line.contains("answered")).toList();
    List<String> labels = finished.out().lines().filter(line -> line.contains("% ")).toList();
    assertEquals(CLASSES, lines.size());
    for (int i = 0; i < CLASSES; i++) {
      assertTrue(lines.get(i).contains("i" + i + ".png"), lines.get(i));
      assertTrue(labels.get(i).endsWith("class " + (CLASSES - 1 - i)), labels.get(i));
    }
  }

  @Test
  void takesLabelsFromTheSynsetBesideTheModel() throws IOException {
    Files.write(
        folder.resolve("synset.txt"),
        IntStream.range(0, CLASSES).mapToObj(i -> "'name " + i + "'").toList());
    Finished finished = label(model, 0, files.image("white.png", 255));
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("%  name 10"), finished.out());
  }

  @Test
  void comparesRepeatedAnswers() throws IOException {
    Finished finished = label(model, 0, files.image("a.png", 9), "--repeat", 50, "--threads", 3);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("50 calls by 3 threads"), finished.out());
    assertTrue(finished.out().contains("bit-equal"), finished.out());
  }

  @Test
  void failsIfAnswersDiffer() throws IOException {
    Path unsteady = files.model("unsteady", "?,1,4,4 " + CLASSES + " unsteady");
    Finished finished = label(unsteady, 0, files.image("a.png", 9), "--repeat", 5);
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("4 answers differ from the first"), finished.reason());
  }

  @Test
  void putsTheModelOnTheGpu() throws IOException {
    Finished finished = label(model, 1, files.image("a.png", 9));
    assertTrue(finished.out().contains("fake (gpu(0))"), finished.out());
    assertUsage("IS_GPU is 1, but --device is cpu", model, 1, "a.png", "--device", "cpu");
  }

  @Test
  void namesTheMistakeOnOneLine() throws IOException {
    Path image = files.image("a.png", 9);
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    Files.writeString(folder.resolve("short.txt"), "one\ntwo\n");

    assertTrouble("missing.png: no such file", model, 0, image, folder.resolve("missing.png"));
    assertTrouble("broken.png: not an image", model, 0, image, broken);
    assertTrouble("symbol.json: no such file", folder.resolve("absent"), 0, image);
    assertTrouble("byte 0 is 'c', expected '{'", files.model("c", "corrupt"), 0, image);
    assertTrouble("backend 'nosuch'", model, 0, image, "--backend", "nosuch");
    assertTrouble("has the shape (1, 1, 5, 5), expected", model, 0, image, "--size", "5x5");
    assertTrouble("-12345.params: no such file", model, 0, image, "--epoch", 12345);
    assertTrouble("smaller than the 4x4", model, 0, image, "--resize", "2");
    assertTrouble(
        "11 classes, but the synset has 2",
        model,
        0,
        image,
        "--synset",
        folder.resolve("short.txt"));
    assertTrouble(folder + ": not a file", model, 0, folder);
    assertTrouble("no.txt: no such file", model, 0, image, "--synset", "no.txt");
  }

  @Test
  void refusesCommandLinesThatMakeNoSense() throws IOException {
    Path image = files.image("a.png", 9);
    assertUsage("'a.png', expected 0 or 1", model, "a.png");
    assertUsage("no image files", model, 0);
    assertUsage("mean [1.0, 2.0] has 2 values", model, 0, image, "--mean", "1,2");
    assertUsage("std", model, 0, image, "--std", 0);
    assertUsage("0x0", model, 0, image, "--size", "0x0");
    assertUsage("--nosuch", model, 0, image, "--nosuch");
    assertUsage("'0', expected a whole number from 1", model, 0, image, "--threads", 0);
    assertUsage("concurrency is 0, expected at least 1", model, 0, image, "--concurrency", 0);
    assertUsage("expected HEIGHTxWIDTH", model, 0, image, "--size", "big");
    assertUsage("--preset", model, 0, image, "--preset", "nosuch");
  }

  @Test
  void takesPresetsByTheirNamesOnCommandLines() throws IOException {
    Path colour = files.model("rgb", "?,3,?,? 3");
    Path image = files.image("a.png", 9);
    assertTrue(
        label(colour, 0, image).out().contains("224x224 rgb, centre of 1.143 times the size"));
    assertTrue(
        label(colour, 0, image, "--preset", "imagenet-raw", "--size", "8x12")
            .out()
            .contains("8x12 rgb"));
    assertTrue(label(colour, 0, image, "--preset", "caffe").out().contains("bgr"));
  }

  private static void assertTrouble(String reason, Object... arguments) {
    assertFailure(1, reason, arguments);
  }

  private static void assertUsage(String reason, Object... arguments) {
    assertFailure(2, reason, arguments);
  }

  private static void assertFailure(int code, String reason, Object... arguments) {
    Finished finished = label(arguments);
    assertTrue(finished.reason().contains(reason), finished.reason());
    assertTrue(finished.reason().startsWith("label: "), finished.reason());
    assertEquals(code, finished.code());
  }

  private static Finished label(Object... arguments) {
    return Finished.run(new MultiThreadedInference(), arguments);
  }

  private static Object[] append(Object[] some, Object... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray();
  }
}
