package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inspects the shipped model on real backends, on the module path. */
class InspectModelIT {
  @TempDir private Path folder;

  @Test
  void tellsWhatBecomesOfTheShippedModel() throws Exception {
    Path svg = folder.resolve("demo.svg");
    Path dot = folder.resolve("demo.dot");
    Finished finished = OwnJvm.run("inspect", "demo", "--steps", "--svg", svg, "--dot", dot);
    assertEquals("", finished.err());
    assertEquals(0, finished.code());
    String out = finished.out();
    assertTrue(out.contains("folded into conv1_1"), out);
    assertTrue(out.contains("fused into conv3_2"), out);
    assertTrue(out.contains("24 nodes, 107,314 parameters"), out);
    assertTrue(out.contains("12 kept, 6 fused, 6 folded"), out);
    assertTrue(out.contains("convolution 'conv1_2+relu1_2' ("), out);
    assertTrue(Files.readString(svg).contains("relu3_2 (fused)"), "picture");
    assertTrue(Files.readString(dot).contains("bn3_2 (folded)"), "graph");
  }

  @Test
  void refusesAWrongShape() throws Exception {
    Finished finished = OwnJvm.run("inspect", "demo", "--input", "data=1,3,32,32");
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("input 'data' has the shape (1, 3, 32, 32)"));
  }

  @Test
  void saysThatABackendCannotTell() throws Exception {
    Finished finished = OwnJvm.run("inspect", "demo", "--backend", "mxnet");
    assertEquals(1, finished.code());
    assertTrue(
        finished.reason().startsWith("weft inspect: backend 'mxnet' cannot tell what it makes of"),
        finished.reason());
  }
}
