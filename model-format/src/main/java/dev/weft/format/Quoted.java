package dev.weft.format;

/** Text from a file as an error message shows it: in quotes, on one line, of bounded length. */
final class Quoted {
  private static final int MAX_CHARS = 80;

  private Quoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.chars().limit(MAX_CHARS).forEach(c -> quoted.append(printable((char) c)));
    return quoted.append(text.length() > MAX_CHARS ? "…'" : "'").toString();
  }

  private static char printable(char c) {
    return Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c;
  }
}
