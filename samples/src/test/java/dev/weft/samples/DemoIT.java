package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.samples.demo.DemoModel;
import dev.weft.samples.image.ImageSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the shipped model on libmxnet. */
class DemoIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void labelsTheShippedImages(int threads) throws Exception {
    Finished finished =
        OwnJvm.run("label", "--backend", "mxnet", "--threads", threads, "--top", 1, "--repeat", 5);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("all answers for an image are bit-equal"), finished.out());
    List<String> labels =
        finished.out().lines().filter(line -> line.contains(" %  ")).map(DemoIT::label).toList();
    List<ImageSource> images = DemoModel.images();
    assertEquals(images.size(), labels.size());
    for (int i = 0; i < labels.size(); i++) {
      // The name of each image begins with the character that it shows.
      String name = images.get(i).name();
      List<String> characters = Arrays.asList(labels.get(i).split(" or "));
      assertTrue(characters.contains(name.substring(0, 1)), name + " was read as " + characters);
    }
  }

  @Test
  void holdsTheParametersOnce() throws Exception {
    Finished finished = OwnJvm.run("two-predictors", "--backend", "mxnet");
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("429,256 bytes, held once"), finished.out());
    assertTrue(finished.out().contains("bit-equal answers"), finished.out());
  }

  @Test
  void runsTheShippedModelOnTensors() throws Exception {
    Finished finished = OwnJvm.run("run", "--backend", "mxnet", "--threads", 4, "--repeat", 50);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("FLOAT32 (1, 34)"), finished.out());
    assertTrue(finished.out().contains("answers all bit-equal"), finished.out());
  }

  @Test
  void hasManyCallsInFlight() throws Exception {
    Finished finished = OwnJvm.run("async", "--backend", "mxnet", "--calls", 200);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("200 calls started"), finished.out());
  }

  private static String label(String line) {
    return line.substring(line.indexOf("%  ") + 3);
  }
}
