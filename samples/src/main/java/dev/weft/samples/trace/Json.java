package dev.weft.samples.trace;

/** Strings of JSON, RFC 8259. */
final class Json {
  private static final char FIRST_PRINTABLE = ' ';

  private Json() {}

  /**
   * Returns a text in quotes; what may not stand in a string, half surrogate pairs too, is escaped.
   */
  static String string(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
