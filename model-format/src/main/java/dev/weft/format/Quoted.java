package dev.weft.format;

/** Text from a file as an error message shows it: in quotes, on one line, of bounded length. */
public final class Quoted {
  private static final int MAX_CHARS = 80;
  private static final int MAX_SENTENCE_CHARS = 600;

  private Quoted() {}

  /**
   * {@return text in quotes, of which a long one is cut}
   *
   * @param text a name or a value out of a file
   */
  public static String of(String text) {
    return "'" + bounded(text) + "'";
  }

  /**
   * {@return text as it is shown where no quotes are wanted}
   *
   * @param text a name or a value out of a file
   */
  public static String bounded(String text) {
    return bounded(text, MAX_CHARS);
  }

  /**
   * {@return a sentence that may quote lists out of a file, of which a long one is cut}
   *
   * @param text the sentence
   */
  public static String sentence(String text) {
    return bounded(text, MAX_SENTENCE_CHARS);
  }

  private static String bounded(String text, int chars) {
    return text.length() > chars ? onOneLine(text.substring(0, chars)) + "…" : onOneLine(text);
  }

  /** Returns text that quotes a file, on one line. */
  static String onOneLine(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      char shown = printable(text.charAt(i));
      if (shown != text.charAt(i)) {
        line = line == null ? new StringBuilder(text) : line;
        line.setCharAt(i, shown);
      }
    }
    return line == null ? text : line.toString();
  }

  private static char printable(char c) {
    return Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c;
  }
}
