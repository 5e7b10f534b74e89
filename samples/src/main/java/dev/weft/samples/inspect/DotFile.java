package dev.weft.samples.inspect;

import dev.weft.inspect.ModelReport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Both graphs of a report side by side, in the DOT language of Graphviz. */
public final class DotFile {
  private DotFile() {}

  /**
   * Writes a report.
   *
   * @param report the report
   * @param title what the picture is called
   * @param out where it goes; the caller closes it
   * @throws IOException if it cannot be written
   */
  public static void write(ModelReport report, String title, Writer out) throws IOException {
    out.write("digraph model {\n  label=" + quoted(title) + ";\n  fontname=\"Helvetica\";\n");
    out.write("  node [shape=box, style=filled, fontname=\"Helvetica\", fontsize=10];\n");
    List<Drawing> drawings = List.of(Drawing.ofSource(report), Drawing.ofCompiled(report));
    for (int graph = 0; graph < drawings.size(); graph++) {
      write(drawings.get(graph), graph, out);
    }
    out.write("}\n");
  }

  private static void write(Drawing drawing, int graph, Writer out) throws IOException {
    out.write("  subgraph cluster_" + graph + " {\n    label=" + quoted(drawing.title()) + ";\n");
    for (int i = 0; i < drawing.boxes().size(); i++) {
      Drawing.Box box = drawing.boxes().get(i);
      String label = box.title() + "\n" + String.join("\n", box.lines());
      out.write("    " + id(graph, i) + " [label=" + quoted(label));
      out.write(", fillcolor=\"" + box.family().colour() + "\"");
      out.write(box.family() == Family.INPUT ? ", shape=ellipse];\n" : "];\n");
    }
    for (Drawing.Arrow arrow : drawing.arrows()) {
      out.write("    " + id(graph, arrow.from()) + " -> " + id(graph, arrow.to()) + ";\n");
    }
    out.write("  }\n");
  }

  private static String id(int graph, int box) {
    return "g" + graph + "_" + box;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
