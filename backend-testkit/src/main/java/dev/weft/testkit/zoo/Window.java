package dev.weft.testkit.zoo;

import java.util.Map;
import java.util.TreeMap;

/** A square window that slides over rows and columns alike. */
record Window(int size, int stride, int pad) {

  /** How many places it takes along an extent, the last one complete ("valid"). */
  int places(int extent) {
    return (extent + 2 * pad - size) / stride + 1;
  }

  /** Its attributes in the symbol. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("kernel", pair(size));
    attributes.put("stride", pair(stride));
    attributes.put("pad", pair(pad));
    return attributes;
  }

  private static String pair(int value) {
    return "(" + value + ", " + value + ")";
  }
}
