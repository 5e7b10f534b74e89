package dev.weft.samples.inspect;

/** Names of a model file on one line: what would break it is replaced. */
final class OneLine {
  private OneLine() {}

  static String of(String name) {
    return name.isEmpty() ? "''" : name.replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
