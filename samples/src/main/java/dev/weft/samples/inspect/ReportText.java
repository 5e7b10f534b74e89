package dev.weft.samples.inspect;

import dev.weft.inspect.Fate;
import dev.weft.inspect.GraphReport;
import dev.weft.inspect.MemoryReport;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.StepReport;
import dev.weft.inspect.ValueReport;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as text. */
public final class ReportText {
  private final ModelReport report;
  private final PrintWriter out;

  /**
   * Begins the text.
   *
   * @param report the report
   * @param out where it goes
   */
  public ReportText(ModelReport report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  /** Prints a line for each node of the file. */
  public void nodes() {
    Table table =
        new Table("node", "operator", "output", ">parameters", ">MFLOPs", "what became of it");
    for (NodeReport node : report.source().nodes()) {
      table.add(
          OneLine.of(node.name()),
          OneLine.of(node.operator()),
          shapes(node),
          String.format(Locale.ROOT, "%,d", node.parameterCount()),
          String.format(Locale.ROOT, "%,.2f", node.flops() / 1e6),
          fate(node));
    }
    table.print(out);
  }

  /** Prints the sums of both graphs. */
  public void totals() {
    totals("in the file     ", report.source());
    totals("after the passes", report.compiled());
    Map<Fate.Kind, Integer> fates = new EnumMap<>(Fate.Kind.class);
    report.source().nodes().forEach(node -> fates.merge(node.fate().kind(), 1, Integer::sum));
    out.println(
        fates.entrySet().stream()
            .map(
                fate ->
                    fate.getValue() + " " + words(fate.getKey()).replaceFirst(" (into|as)$", ""))
            .collect(Collectors.joining(", ", "of the nodes     ", "")));
    long reorders = report.callSteps().stream().filter(s -> s.kind().equals("reorder")).count();
    out.println(
        "a call           "
            + counted(report.callSteps().size(), "step")
            + ", "
            + reorders
            + " of them reorders; once, before the first call: "
            + counted(report.steps().size() - report.callSteps().size(), "step"));
  }

  /**
   * Prints what memory the model takes.
   *
   * @param contexts how many calls run at once
   */
  public void memory(int contexts) {
    MemoryReport memory = report.memory();
    long gaps = memory.arenaBytes() - memory.activationBytes() - memory.scratchpadBytes();
    out.println("parameters       " + mebi(memory.parameterBytes()) + ", held once");
    out.println("constants        " + mebi(memory.constantBytes()) + ", held once");
    out.println(
        "arena of a call  "
            + mebi(memory.arenaBytes())
            + ": activations "
            + mebi(memory.activationBytes())
            + ", scratchpads "
            + mebi(memory.scratchpadBytes())
            + ", gaps "
            + mebi(gaps));
    out.println(
        "peak             "
            + mebi(memory.totalBytes(contexts))
            + " with "
            + contexts
            + (contexts == 1 ? " call at a time" : " calls at once"));
  }

  /** Prints a line for each step. */
  public void steps() {
    int number = 0;
    for (StepReport step : report.steps()) {
      String label = step.once() ? "" : Integer.toString(number++);
      out.printf(Locale.ROOT, "%5s  %s%n", label, OneLine.of(step.toString()));
    }
  }

  private void totals(String which, GraphReport graph) {
    out.printf(
        Locale.ROOT,
        "%s %s, %,d parameters in %s, %.3f GFLOPs%n",
        which,
        counted(graph.nodes().size(), "node"),
        graph.parameterCount(),
        mebi(graph.parameterBytes()),
        graph.flops() / 1e9);
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String shapes(NodeReport node) {
    return node.outputs().stream().map(ReportText::type).collect(Collectors.joining(" "));
  }

  /** Returns the shape, and the type where it is another than usual. */
  static String type(ValueReport value) {
    String shape = value.shape().toString();
    return value.dataType() == dev.weft.DataType.FLOAT32 ? shape : value.dataType() + " " + shape;
  }

  private String fate(NodeReport node) {
    String words = words(node.fate().kind());
    boolean named =
        switch (node.fate().kind()) {
          case FUSED, FOLDED, SHARED -> node.fate().node().isPresent();
          case KEPT, DROPPED, UNUSED, COMPUTED_ONCE -> false;
        };
    return named ? words + " " + OneLine.of(principal(node.fate().node().getAsInt())) : words;
  }

  /** Returns the name of the node that the others were fused with. */
  private String principal(int node) {
    return report.membersOf(node).stream()
        .filter(
            member ->
                member.fate().kind() == Fate.Kind.KEPT
                    || member.fate().kind() == Fate.Kind.COMPUTED_ONCE)
        .findFirst()
        .map(NodeReport::name)
        .orElseGet(() -> report.compiled().nodes().get(node).name());
  }

  static String words(Fate.Kind kind) {
    return switch (kind) {
      case KEPT -> "kept";
      case FUSED -> "fused into";
      case FOLDED -> "folded into";
      case SHARED -> "same as";
      case DROPPED -> "for training only";
      case UNUSED -> "not needed";
      case COMPUTED_ONCE -> "computed once";
    };
  }

  private static String mebi(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
