package dev.weft.format;

/** Text from a file as an error message shows it: in quotes, on one line, of bounded length. */
final class Quoted {
  private static final int MAX_CHARS = 80;

  private Quoted() {}

  static String of(String text) {
    return "'" + bounded(text) + "'";
  }

  /** Returns text as it is shown where no quotes are wanted. */
  static String bounded(String text) {
    return text.length() > MAX_CHARS
        ? onOneLine(text.substring(0, MAX_CHARS)) + "…"
        : onOneLine(text);
  }

  /** Returns text that quotes a file, on one line. */
  static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.chars().forEach(c -> line.append(printable((char) c)));
    return line.toString();
  }

  private static char printable(char c) {
    return Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c;
  }
}
