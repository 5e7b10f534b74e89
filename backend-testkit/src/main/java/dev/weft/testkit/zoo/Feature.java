package dev.weft.testkit.zoo;

import dev.weft.testkit.files.SymbolWriter;
import java.util.List;

/** A value within a network, with its shape but for the batch: channels, then rows and columns. */
record Feature(SymbolWriter.Output output, List<Integer> shape) {

  int channels() {
    return shape.get(0);
  }

  int rows() {
    return shape.get(1);
  }

  int columns() {
    return shape.get(2);
  }

  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
