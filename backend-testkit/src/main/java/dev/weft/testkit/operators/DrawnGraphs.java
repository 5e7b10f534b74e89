package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Graphs of image operators, drawn by chance: what the passes of a compiler put together. */
final class DrawnGraphs {
  private static final int GRAPHS = 150;

  private DrawnGraphs() {}

  static Stream<OperatorCase> all() {
    return Choices.times(GRAPHS).mapToObj(number -> new DrawnGraph(new Choices(number)).draw());
  }
}
