package dev.weft.samples.trace;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often and how long the steps of each operator ran, as a table: the longest first. */
public final class OperatorTable {
  private OperatorTable() {}

  /**
   * Prints the table of a trace whose threads have ended.
   *
   * @param trace the trace
   * @param out where to
   */
  public static void print(Trace trace, PrintWriter out) {
    Map<String, Lane.Share> shares = new HashMap<>();
    for (Lane lane : trace.lanes()) {
      lane.shares().forEach((name, share) -> shares.merge(name, share, Lane.Share::plus));
    }
    long all = Math.max(1, shares.values().stream().mapToLong(Lane.Share::nanos).sum());
    List<Map.Entry<String, Lane.Share>> rows =
        shares.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Lane.Share> row) -> -row.getValue().nanos())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    int width =
        Math.max(
            "operator".length(), shares.keySet().stream().mapToInt(String::length).max().orElse(0));
    String format = "%-" + width + "s %10s %12s %8s %12s%n";
    out.printf(Locale.ROOT, format, "operator", "steps", "total ms", "share", "mean ms");
    for (Map.Entry<String, Lane.Share> row : rows) {
      Lane.Share share = row.getValue();
      out.printf(
          Locale.ROOT,
          format,
          row.getKey(),
          String.format(Locale.ROOT, "%,d", share.steps()),
          String.format(Locale.ROOT, "%.2f", share.nanos() / 1e6),
          String.format(Locale.ROOT, "%.1f %%", 100.0 * share.nanos() / all),
          String.format(Locale.ROOT, "%.4f", share.nanos() / 1e6 / share.steps()));
    }
  }
}
