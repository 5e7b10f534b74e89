package dev.weft.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Copies symbol JSON that was read before, and gives some of its nodes an attribute. */
final class AttributeEdit {
  private static final Set<String> ATTRIBUTES = Set.of("param", "attr", "attrs");

  private final JsonParser from;
  private final JsonGenerator to;
  private final String name;
  private final String value;

  private AttributeEdit(JsonParser from, JsonGenerator to, String name, String value) {
    this.from = from;
    this.to = to;
    this.name = name;
    this.value = value;
  }

  /**
   * Returns the edited JSON.
   *
   * @param json sound symbol JSON
   * @param nodes the ids of the nodes
   * @param name the attribute, which takes the place of one of that name
   * @param value its value
   */
  static byte[] set(byte[] json, Set<Integer> nodes, String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 64 * nodes.size());
    try (JsonParser from = JsonCursor.factory().createParser(json);
        JsonGenerator to = JsonCursor.factory().createGenerator(bytes)) {
      from.nextToken();
      new AttributeEdit(from, to, name, value).graph(nodes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void graph(Set<Integer> nodes) throws IOException {
    to.writeStartObject();
    while (from.nextToken() != JsonToken.END_OBJECT) {
      String key = from.currentName();
      to.writeFieldName(key);
      from.nextToken();
      if (key.equals("nodes")) {
        nodes(nodes);
      } else {
        copy();
      }
    }
    to.writeEndObject();
  }

  private void nodes(Set<Integer> wanted) throws IOException {
    to.writeStartArray();
    for (int id = 0; from.nextToken() != JsonToken.END_ARRAY; id++) {
      if (wanted.contains(id)) {
        node();
      } else {
        copy();
      }
    }
    to.writeEndArray();
  }

  private void node() throws IOException {
    boolean hasAttributes = false;
    to.writeStartObject();
    while (from.nextToken() != JsonToken.END_OBJECT) {
      String key = from.currentName();
      to.writeFieldName(key);
      JsonToken token = from.nextToken();
      if (ATTRIBUTES.contains(key) && token == JsonToken.START_OBJECT) {
        attributes();
        hasAttributes = true;
      } else {
        copy();
      }
    }
    if (!hasAttributes) {
      to.writeObjectFieldStart("attrs");
      to.writeStringField(name, value);
      to.writeEndObject();
    }
    to.writeEndObject();
  }

  private void attributes() throws IOException {
    to.writeStartObject();
    to.writeStringField(name, value);
    while (from.nextToken() != JsonToken.END_OBJECT) {
      boolean replaced = from.currentName().equals(name);
      if (!replaced) {
        to.writeFieldName(from.currentName());
      }
      from.nextToken();
      if (replaced) {
        from.skipChildren();
      } else {
        copy();
      }
    }
    to.writeEndObject();
  }

  /** Copies a value; numbers keep their text. */
  private void copy() throws IOException {
    switch (from.currentToken()) {
      case START_OBJECT -> {
        to.writeStartObject();
        while (from.nextToken() != JsonToken.END_OBJECT) {
          to.writeFieldName(from.currentName());
          from.nextToken();
          copy();
        }
        to.writeEndObject();
      }
      case START_ARRAY -> {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
          copy();
        }
        to.writeEndArray();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getText());
      default -> to.copyCurrentEvent(from);
    }
  }
}
