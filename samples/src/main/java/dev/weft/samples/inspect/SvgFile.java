package dev.weft.samples.inspect;

import dev.weft.inspect.ModelReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Both graphs of a report side by side, as a picture. */
public final class SvgFile {
  private static final double CHARACTER = 6.7;
  private static final double LINE = 14;
  private static final double PAD = 8;
  private static final double MARGIN = 24;
  private static final double HEADING = 64;
  private static final int LONGEST_LINE = 48;

  private final Writer out;

  private SvgFile(Writer out) {
    this.out = out;
  }

  /**
   * Writes a report.
   *
   * @param report the report
   * @param title what the picture is called
   * @param out where it goes; the caller closes it
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if the library that finds places for boxes is not there
   */
  public static void write(ModelReport report, String title, Writer out) throws IOException {
    List<Drawing> drawings = List.of(Drawing.ofSource(report), Drawing.ofCompiled(report));
    List<Placement> placements = new ArrayList<>();
    for (Drawing drawing : drawings) {
      placements.add(placed(drawing));
    }
    new SvgFile(out).write(title, drawings, placements);
  }

  private static Placement placed(Drawing drawing) {
    try {
      return new ElkLayout().place(drawing, drawing.boxes().stream().map(SvgFile::size).toList());
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "--svg needs the Eclipse Layout Kernel: start with @samples/target/weft.args, or with"
              + " --add-modules org.eclipse.elk.alg.layered,com.google.common; --dot does without it",
          e);
    }
  }

  private static Placement.Rectangle size(Drawing.Box box) {
    int longest = shown(box.title()).length();
    for (String line : box.lines()) {
      longest = Math.max(longest, shown(line).length());
    }
    return new Placement.Rectangle(
        0, 0, longest * CHARACTER + 2 * PAD, (1 + box.lines().size()) * LINE + 2 * PAD);
  }

  private static String shown(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
  }

  private void write(String title, List<Drawing> drawings, List<Placement> placements)
      throws IOException {
    double width = MARGIN;
    double height = 0;
    for (Placement placement : placements) {
      width += placement.width() + MARGIN;
      height = Math.max(height, placement.height());
    }
    begin(title, width, height + HEADING + MARGIN);
    double x = MARGIN;
    for (int i = 0; i < drawings.size(); i++) {
      out.write(format("<g transform=\"translate(%.1f %.1f)\">%n", x, HEADING));
      out.write("<text class=\"heading\" y=\"-12\">" + escaped(drawings.get(i).title()));
      out.write("</text>\n");
      draw(drawings.get(i), placements.get(i));
      out.write("</g>\n");
      x += placements.get(i).width() + MARGIN;
    }
    out.write("</svg>\n");
  }

  private void begin(String title, double width, double height) throws IOException {
    out.write(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
                + "viewBox=\"0 0 %.0f %.0f\">%n",
            width, height, width, height));
    out.write("<title>" + escaped(title) + "</title>\n");
    out.write(
        "<style>text{font:11px 'DejaVu Sans Mono',Menlo,Consolas,monospace}"
            + ".title{font-weight:bold}.heading{font-size:13px;font-weight:bold}"
            + "rect{stroke:#555}path{fill:none;stroke:#555}</style>\n");
    out.write(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" "
            + "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" "
            + "style=\"fill:#555;stroke:none\"/></marker></defs>\n");
    out.write("<rect width=\"100%\" height=\"100%\" style=\"fill:#fff;stroke:none\"/>\n");
    out.write(format("<text class=\"heading\" x=\"%.1f\" y=\"24\">", MARGIN));
    out.write(escaped(title) + "</text>\n");
  }

  private void draw(Drawing drawing, Placement placement) throws IOException {
    for (List<Placement.Point> line : placement.lines()) {
      StringBuilder path = new StringBuilder();
      for (Placement.Point point : line) {
        path.append(format("%s%.1f %.1f", path.isEmpty() ? "M" : "L", point.x(), point.y()));
      }
      out.write("<path d=\"" + path + "\" marker-end=\"url(#head)\"/>\n");
    }
    for (int i = 0; i < drawing.boxes().size(); i++) {
      draw(drawing.boxes().get(i), placement.boxes().get(i));
    }
  }

  private void draw(Drawing.Box box, Placement.Rectangle place) throws IOException {
    out.write(
        format(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%d\" fill=\"%s\"/>%n",
            place.x(),
            place.y(),
            place.width(),
            place.height(),
            box.family() == Family.INPUT ? 12 : 3,
            box.family().colour()));
    double y = place.y() + PAD + LINE - 3;
    text("title", box.title(), place.x() + PAD, y);
    for (String line : box.lines()) {
      y += LINE;
      text("line", line, place.x() + PAD, y);
    }
  }

  private void text(String kind, String line, double x, double y) throws IOException {
    out.write(format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", kind, x, y));
    out.write(escaped(shown(line)));
    if (line.length() > LONGEST_LINE) {
      out.write("<title>" + escaped(line) + "</title>");
    }
    out.write("</text>\n");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** What XML cannot hold at all, such as half of a surrogate pair, is replaced. */
  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean legal = c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.appendCodePoint(legal ? c : 0xFFFD);
              }
            });
    return xml.toString();
  }
}
