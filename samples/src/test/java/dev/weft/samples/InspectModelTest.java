package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class InspectModelTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = new ModelFolder(folder).model("m", "?,4 3");
  }

  @Test
  void listsNodesAndTotals() {
    Finished finished = inspect(model, "--concurrency", 3);
    assertEquals(0, finished.code(), finished.err());
    List<String> lines = finished.out().lines().toList();
    assertTrue(lines.contains("model            " + model + " {data=(1, 4)}"), finished.out());
    int first =
        lines.indexOf("node         operator     output  parameters  MFLOPs  what became of it");
    assertTrue(first > 0, finished.out());
    assertEquals(
        "a<b>&\"c\\d\ufffde  Convolution  (1, 4)          20    2.00  kept", lines.get(first + 1));
    assertEquals(
        "relu         Activation   (1, 4)           0    0.50  fused into a<b>&\"c\\d\ufffde",
        lines.get(first + 2));
    String text = finished.out();
    assertTrue(text.contains("in the file      2 nodes, 20 parameters in 0.1 KiB"), text);
    assertTrue(text.contains("after the passes 1 node, 20 parameters"), text);
    assertTrue(text.contains("1 kept, 1 fused"), text);
    assertTrue(text.contains("activations 1.0 MiB, scratchpads 512.0 KiB, gaps 512.0 KiB"), text);
    assertTrue(text.contains("peak             9.0 MiB with 3 calls at once"), text);
    assertFalse(text.contains("F32 plain"), text);
  }

  @Test
  void listsStepsOnRequest() {
    List<String> lines = inspect(model, "--steps").out().lines().toList();
    assertTrue(
        lines.contains("       once reorder 'a' (x): src F32 plain -> dst F32 blocked"),
        lines::toString);
    assertTrue(
        lines.contains("    0  convolution 'b' (y): src F32 plain -> dst F32 blocked"),
        lines::toString);
  }

  @Test
  void drawsBothGraphs() throws Exception {
    Path svg = folder.resolve("m.svg");
    Path dot = folder.resolve("m.dot");
    Finished finished = inspect(model, "--svg", svg, "--dot", dot);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("drawn " + svg), finished.out());
    Document picture =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    List<String> texts = texts(picture);
    assertTrue(texts.contains("after the passes"), texts::toString);
    assertTrue(texts.contains("Convolution+relu"), texts::toString);
    assertTrue(texts.contains("relu (fused)"), texts::toString);
    assertEquals(2, texts.stream().filter("a<b>&\"c\\d\ufffde"::equals).count());
    // Before: data, two nodes, an output; after: one less.
    assertEquals(4 + 3, boxes(picture).size());
    requireApart(boxes(picture));
    String graphs = Files.readString(dot);
    assertTrue(graphs.contains("label=\"Convolution\\na<b>&\\\"c\\\\d\ufffde\\n(1, 4)\""), graphs);
    assertTrue(graphs.contains("g1_0 -> g1_1;"), graphs);
    assertEquals(3 + 2, graphs.lines().filter(line -> line.contains("->")).count());
  }

  private static List<String> texts(Document picture) {
    NodeList elements = picture.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent());
    }
    return texts;
  }

  /** Returns left, upper, right and lower edges of all boxes of both graphs. */
  private static List<double[]> boxes(Document picture) {
    NodeList groups = picture.getElementsByTagName("g");
    List<double[]> boxes = new ArrayList<>();
    for (int i = 0; i < groups.getLength(); i++) {
      org.w3c.dom.Element group = (org.w3c.dom.Element) groups.item(i);
      String[] move = group.getAttribute("transform").split("[( )]", -1);
      NodeList rectangles = group.getElementsByTagName("rect");
      for (int j = 0; j < rectangles.getLength(); j++) {
        org.w3c.dom.Element box = (org.w3c.dom.Element) rectangles.item(j);
        double x = Double.parseDouble(box.getAttribute("x")) + Double.parseDouble(move[1]);
        double y = Double.parseDouble(box.getAttribute("y"));
        boxes.add(
            new double[] {
              x,
              y,
              x + Double.parseDouble(box.getAttribute("width")),
              y + Double.parseDouble(box.getAttribute("height"))
            });
      }
    }
    return boxes;
  }

  private static void requireApart(List<double[]> boxes) {
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[] a = boxes.get(i);
        double[] b = boxes.get(j);
        assertTrue(
            a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], "boxes " + i + ", " + j);
      }
    }
  }

  @Test
  void namesTheMistakeOnOneLine() throws IOException {
    Path open = new ModelFolder(folder).model("open", "?,?,8 2");
    Path kept = Files.writeString(folder.resolve("kept.svg"), "kept");
    assertFailure(1, "no/such/model", "no/such/model");
    assertFailure(2, "give one, such as --input data=1,224,8", open, "--svg", kept);
    assertEquals("kept", Files.readString(kept));
    Path dot = folder.resolve("new.dot");
    assertFailure(2, "no input 'x', expected one of", model, "--input", "x=1", "--dot", dot);
    assertFalse(Files.exists(dot));
    assertFailure(1, "it is a folder, expected a file", model, "--svg", folder);
    assertFailure(1, "there is no folder", model, "--dot", folder.resolve("no").resolve("x"));
  }

  private static void assertFailure(int code, String reason, Object... arguments) {
    Finished finished = inspect(arguments);
    assertTrue(finished.reason().contains(reason), finished.reason());
    assertEquals(code, finished.code());
    assertEquals("", finished.out());
  }

  private static Finished inspect(Object... arguments) {
    return Finished.run(new InspectModel(), arguments);
  }
}
