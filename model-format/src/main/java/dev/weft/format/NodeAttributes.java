package dev.weft.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the attributes of one node from the up to three keys under which dialects keep them. */
final class NodeAttributes {
  private static final int MAX_ATTRIBUTES = 10_000;

  private final JsonCursor json;
  private final String where;
  private Map<String, String> parameters = Map.of();
  private Map<String, String> attributes = Map.of();

  NodeAttributes(JsonCursor json, String where) {
    this.json = json;
    this.where = where;
  }

  /**
   * Reads the object at whose start the cursor is, found under {@code param}, {@code attr} or
   * {@code attrs}.
   */
  void read(String dialect) {
    json.requireObject(where, "'" + dialect + "' as an object");
    Map<String, String> found = new LinkedHashMap<>();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      if (found.size() == MAX_ATTRIBUTES) {
        throw json.failure(where, "found more attributes, expected at most " + MAX_ATTRIBUTES);
      }
      json.next();
      if (!json.isScalar()) {
        throw json.unexpected(where, "attribute " + Quoted.of(key) + " as text");
      }
      String value = json.scalar();
      if (found.put(key, value) != null) {
        throw json.failure(
            where, "found attribute " + Quoted.of(key) + " a second time, expected it once");
      }
    }
    if (dialect.equals("param")) {
      parameters = joined(parameters, found);
    } else {
      attributes = joined(attributes, found);
    }
  }

  /** Returns all attributes. As in NNVM, {@code param} yields to the others where both name one. */
  Map<String, String> merged() {
    return joined(parameters, attributes);
  }

  /** Returns what either holds, of attributes in both the later value. */
  private static Map<String, String> joined(
      Map<String, String> earlier, Map<String, String> later) {
    if (earlier.isEmpty()) {
      return later;
    }
    Map<String, String> all = new LinkedHashMap<>(earlier);
    all.putAll(later);
    return all;
  }
}
