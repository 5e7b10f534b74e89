package dev.weft.samples.npy;

import java.util.stream.LongStream;

/** A cursor over the few kinds of Python literals that a {@code .npy} header is made of. */
final class PythonLiteral {
  private final String text;
  private int position;

  PythonLiteral(String text) {
    this.text = text;
  }

  /** Takes a string in single or double quotes; the headers of NumPy need no escapes. */
  String string() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw unexpected("a string");
    }
    int end = text.indexOf(quote, position + 1);
    if (end < 0) {
      throw unexpected("a string with its closing quote");
    }
    String value = text.substring(position + 1, end);
    position = end + 1;
    return value;
  }

  boolean truth() {
    peek();
    for (boolean value : new boolean[] {true, false}) {
      String name = value ? "True" : "False";
      if (text.startsWith(name, position)) {
        position += name.length();
        return value;
      }
    }
    throw unexpected("True or False");
  }

  long[] tuple() {
    LongStream.Builder values = LongStream.builder();
    expect('(');
    while (!skip(')')) {
      values.add(integer());
      if (!skip(',')) {
        expect(')');
        break;
      }
    }
    return values.build().toArray();
  }

  boolean skip(char symbol) {
    if (peek() != symbol) {
      return false;
    }
    position++;
    return true;
  }

  void expect(char symbol) {
    if (!skip(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectEnd() {
    if (peek() != 0) {
      throw unexpected("nothing more");
    }
  }

  private long integer() {
    peek();
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    // 18 digits always fit a long.
    if (position == start || position - start > 18) {
      position = start;
      throw unexpected("a dimension");
    }
    long value = Long.parseLong(text.substring(start, position));
    skip('L'); // Python 2 wrote long integers so.
    return value;
  }

  /** Returns the next character that is no space, without taking it; 0 at the end. */
  private char peek() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private IllegalArgumentException unexpected(String expected) {
    String found = position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
    return new IllegalArgumentException(
        "header character " + position + " is " + found + ", expected " + expected);
  }
}
