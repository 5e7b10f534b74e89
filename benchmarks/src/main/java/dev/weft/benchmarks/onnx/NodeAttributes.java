package dev.weft.benchmarks.onnx;

import dev.weft.format.SymbolNode;
import java.util.Arrays;
import java.util.List;

/** The attributes of one MXNet node, as numbers. What has no counterpart in ONNX is refused. */
record NodeAttributes(SymbolNode node) {

  String text(String name, String otherwise) {
    return node.attributes().getOrDefault(name, otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    String text = text(name, Boolean.toString(otherwise));
    return text.equalsIgnoreCase("true") || text.equals("1");
  }

  long integer(String name, long otherwise) {
    return Long.parseLong(text(name, Long.toString(otherwise)));
  }

  float real(String name, String otherwise) {
    return Float.parseFloat(text(name, otherwise));
  }

  /** Returns a tuple such as {@code (3, 3)}; empty if it is not given. */
  long[] integers(String name) {
    String inner = text(name, "()").replaceAll("[\\[\\]()\\s]", "");
    return inner.isEmpty()
        ? new long[0]
        : Arrays.stream(inner.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** Returns a tuple with one number for each of {@code rank} spatial dimensions. */
  long[] integers(String name, int rank, long otherwise) {
    long[] values = integers(name);
    if (values.length == 0) {
      values = new long[rank];
      Arrays.fill(values, otherwise);
    }
    return values;
  }

  /** Refuses the node unless the attribute has one of these values. */
  void require(String name, String otherwise, String... expected) {
    String value = text(name, otherwise);
    if (!List.of(expected).contains(value)) {
      throw new IllegalArgumentException(
          node + " has " + name + "=" + value + ", expected one of " + List.of(expected));
    }
  }
}
