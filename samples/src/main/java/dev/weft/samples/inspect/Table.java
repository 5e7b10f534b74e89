package dev.weft.samples.inspect;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text whose columns are as wide as they must be; for one thread. */
final class Table {
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Begins a table.
   *
   * @param headings a heading for each column; one that begins with {@code >} is for numbers
   */
  Table(String... headings) {
    right = new boolean[headings.length];
    String[] shown = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      shown[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
    rows.add(shown);
  }

  void add(String... cells) {
    rows.add(cells);
  }

  void print(PrintWriter out) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        char[] blanks = new char[widths[i] - row[i].length()];
        Arrays.fill(blanks, ' ');
        line.append(i == 0 ? "" : "  ");
        line.append(right[i] ? new String(blanks) + row[i] : row[i] + new String(blanks));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
