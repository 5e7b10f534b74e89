package dev.weft.samples.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Reads the files that {@link TraceFile} writes, with a parser that takes nothing but JSON. */
public final class TraceReading {
  /** A complete event; its times are nanoseconds. */
  public record Event(String name, String category, int thread, long start, long end, int step) {}

  /** The events of a file, and the names of its threads in the order of their numbers. */
  public record Content(List<Event> events, List<String> threads, String title, long leftOut) {
    /** Returns the events of a category on a thread, by their beginnings. */
    public List<Event> of(String category, int thread) {
      return events.stream()
          .filter(event -> event.category().equals(category) && event.thread() == thread)
          .sorted(Comparator.comparingLong(Event::start))
          .toList();
    }
  }

  private final List<Event> events = new ArrayList<>();
  private final List<String> threads = new ArrayList<>();
  private String title = "";
  private long leftOut = -1;

  private TraceReading() {}

  /** Returns what is in a file. */
  public static Content read(String json) throws IOException {
    TraceReading reading = new TraceReading();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = Objects.requireNonNull(parser.currentName());
        parser.nextToken();
        if (field.equals("traceEvents")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            reading.event(parser);
          }
        } else if (field.equals("otherData")) {
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.nextToken();
            reading.leftOut = parser.getLongValue();
          }
        }
      }
      require(parser.nextToken() == null);
    }
    return new Content(reading.events, reading.threads, reading.title, reading.leftOut);
  }

  private void event(JsonParser parser) throws IOException {
    String name = "";
    String category = "";
    String phase = "";
    String argument = "";
    int thread = -1;
    int step = -1;
    long start = -1;
    long duration = -1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = Objects.requireNonNull(parser.currentName());
      parser.nextToken();
      switch (field) {
        case "name" -> name = parser.getText();
        case "cat" -> category = parser.getText();
        case "ph" -> phase = parser.getText();
        case "tid" -> thread = parser.getIntValue();
        case "ts" -> start = nanos(parser);
        case "dur" -> duration = nanos(parser);
        case "args" -> {
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isStep = parser.currentName().equals("step");
            parser.nextToken();
            step = isStep ? parser.getIntValue() : step;
            argument = parser.getText();
          }
        }
        default -> require(field.equals("pid"));
      }
    }
    if (phase.equals("X")) {
      events.add(new Event(name, category, thread, start, start + duration, step));
    } else if (name.equals("thread_name")) {
      threads.add(argument);
      require(thread == threads.size());
    } else {
      title = argument;
    }
  }

  private static long nanos(JsonParser parser) throws IOException {
    return parser.getDecimalValue().movePointRight(3).longValueExact();
  }

  private static void require(boolean sound) {
    if (!sound) {
      throw new AssertionError("no trace");
    }
  }
}
