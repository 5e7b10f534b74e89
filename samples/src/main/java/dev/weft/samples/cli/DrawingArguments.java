package dev.weft.samples.cli;

import dev.weft.inspect.ModelReport;
import dev.weft.samples.inspect.DotFile;
import dev.weft.samples.inspect.SvgFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to draw the graph of a model, before and after the passes. */
public final class DrawingArguments {
  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description = "Draw the graph before and after the passes, in the language of Graphviz.")
  private @Nullable Path dot;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the graph before and after the passes, as a picture.")
  private @Nullable Path svg;

  /** Makes an object for picocli to fill. */
  public DrawingArguments() {}

  /**
   * Makes sure that the files can be written.
   *
   * @throws IOException if one cannot
   */
  public void require() throws IOException {
    if (dot != null) {
      OutputFile.require(dot);
    }
    if (svg != null) {
      OutputFile.require(svg);
    }
  }

  /**
   * Writes the files that were asked for.
   *
   * @param report what to draw
   * @param title what the picture is called
   * @param out where their names go
   * @throws IOException if one cannot be written
   */
  public void write(ModelReport report, String title, PrintWriter out) throws IOException {
    if (dot != null) {
      OutputFile.write(dot, writer -> DotFile.write(report, title, writer));
      out.println("drawn " + dot);
    }
    if (svg != null) {
      OutputFile.write(svg, writer -> SvgFile.write(report, title, writer));
      out.println("drawn " + svg);
    }
  }
}
