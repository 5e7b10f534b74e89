package dev.weft.testkit.zoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists, strings and doubles, strictly where it matters here: nothing may
 * follow the value, and no key may come twice. Literals are not read; symbols have none.
 */
final class JsonReader {

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    reader.require(reader.at == text.length(), "the end");
    return value;
  }

  private Object value() {
    skipSpace();
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    while (more('}', members.isEmpty())) {
      skipSpace();
      require(text.charAt(at) == '"', "a key");
      String key = string();
      skipSpace();
      require(text.charAt(at++) == ':', "a colon");
      require(members.put(key, value()) == null, "another key than " + key);
    }
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    at++;
    while (more(']', elements.isEmpty())) {
      elements.add(value());
    }
    return elements;
  }

  private boolean more(char end, boolean first) {
    skipSpace();
    if (text.charAt(at) == end) {
      at++;
      return false;
    }
    if (!first) {
      require(text.charAt(at++) == ',', "a comma");
    }
    return true;
  }

  private String string() {
    int end = text.indexOf('"', at + 1);
    require(end > 0, "a closing quote");
    String value = text.substring(at + 1, end);
    require(value.indexOf('\\') < 0, "no escapes");
    at = end + 1;
    return value;
  }

  private Double number() {
    int start = at;
    while ("+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    require(at > start, "a value");
    return Double.valueOf(text.substring(start, at));
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void require(boolean holds, String expected) {
    if (!holds) {
      throw new AssertionError("expected " + expected + " at character " + at);
    }
  }
}
