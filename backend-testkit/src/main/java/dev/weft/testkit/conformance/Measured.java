package dev.weft.testkit.conformance;

/** Figures that a test has measured, for whoever reads its output. */
final class Measured {

  private Measured() {}

  @SuppressWarnings("SystemOut") // a test's output is where its figures belong
  static void print(String figures) {
    System.out.println("measured: " + figures);
  }
}
