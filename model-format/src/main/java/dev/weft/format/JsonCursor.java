package dev.weft.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.weft.ModelFormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Steps through JSON and takes typed values out of it; whatever does not fit is a {@link
 * ModelFormatException} with line and column. Not thread-safe.
 *
 * <p>Each cursor has a parser factory of its own, so that field names of one file outlive neither
 * in a table nor as interned strings.
 */
final class JsonCursor implements AutoCloseable {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_NUMBER_CHARS = 100;
  private static final int MAX_KEY_CHARS = 64 << 10;
  private static final int MAX_STRING_CHARS = 16 << 20;

  private final String file;
  private final JsonParser parser;

  JsonCursor(String file, byte[] content) {
    this.file = file;
    try {
      this.parser = factory().createParser(content);
    } catch (IOException e) {
      throw FileTrouble.unreadable(file, e);
    }
  }

  /** Returns a new factory of parsers with limits. */
  static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_CHARS)
                .maxNameLength(MAX_KEY_CHARS)
                .maxStringLength(MAX_STRING_CHARS)
                .build())
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .build();
  }

  /** Steps to the next token; null after the last one. */
  @Nullable JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** Steps to the next key of an object and returns it, or null at the object's end. */
  @Nullable String nextKey() {
    try {
      return parser.nextFieldName();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** Steps to the next element of an array; false at the array's end. */
  boolean nextElement() {
    return next() != JsonToken.END_ARRAY;
  }

  /**
   * Leaves an object or array at whose start the cursor is; any other value is left by the next
   * step.
   */
  void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  void requireObject(String where, String expected) {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      throw unexpected(where, expected);
    }
  }

  void requireArray(String where, String expected) {
    if (!parser.hasToken(JsonToken.START_ARRAY)) {
      throw unexpected(where, expected);
    }
  }

  boolean isArray() {
    return parser.hasToken(JsonToken.START_ARRAY);
  }

  String string(String where, String expected) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw unexpected(where, expected);
    }
    return text();
  }

  /** Returns whether the cursor is at a string, number, truth value or null. */
  boolean isScalar() {
    JsonToken token = parser.currentToken();
    return token != null && token.isScalarValue();
  }

  /**
   * Returns a string, number or truth value as text, and null as the {@code None} that MXNet writes
   * for it.
   */
  String scalar() {
    return parser.hasToken(JsonToken.VALUE_NULL) ? "None" : text();
  }

  /** Returns a whole number from 0 to {@code max}. */
  int number(String where, String expected, int max) {
    try {
      if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
          && parser.getNumberType() == JsonParser.NumberType.INT) {
        int value = parser.getIntValue();
        if (value >= 0 && value <= max) {
          return value;
        }
      }
    } catch (IOException e) {
      throw invalid(e);
    }
    throw unexpected(where, expected + ", a whole number from 0 to " + max);
  }

  /** Returns the error that something else was expected than the current token. */
  ModelFormatException unexpected(String where, String expected) {
    return failure(where, "found " + found() + ", expected " + expected);
  }

  /** Returns the error at the current token. */
  ModelFormatException failure(String where, String reason) {
    return failure(parser.currentTokenLocation(), where, reason, null);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw FileTrouble.unreadable(file, e);
    }
  }

  private String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  private String found() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "the end of the file";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_ARRAY -> "the end of an array";
      case VALUE_STRING -> "the string " + Quoted.of(text());
      default -> text();
    };
  }

  private ModelFormatException invalid(IOException cause) {
    JsonLocation location = parser.currentLocation();
    String reason = String.valueOf(cause.getMessage());
    if (cause instanceof JsonProcessingException e) {
      location = e.getLocation() == null ? location : e.getLocation();
      reason = "is not JSON: " + e.getOriginalMessage();
    }
    if (cause instanceof StreamConstraintsException e) {
      reason = "goes beyond a limit: " + e.getOriginalMessage().replaceFirst(", from `.*`", "");
    }
    if (cause instanceof JsonEOFException) {
      reason = "the file ends inside the JSON, expected the rest of it";
    }
    return failure(location, "", Quoted.onOneLine(reason), cause);
  }

  private ModelFormatException failure(
      JsonLocation location, String where, String reason, @Nullable Throwable cause) {
    String place = "line " + location.getLineNr() + ", column " + location.getColumnNr();
    return new ModelFormatException(
        file, place + (where.isEmpty() ? "" : ", " + where) + ": " + reason, cause);
  }
}
