package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Pooling of data (batch, channels, space...).
 *
 * @param kind what is made of the elements of a window
 * @param window the window, whose dilation is 1; not read if {@code global}
 * @param global whether the window is all of the space
 * @param convention how a window that does not fit at the end counts
 * @param countsPadding whether an average counts the padding
 * @param power p of an Lp norm, 1, 2 or 3; signs are kept
 */
public record Pooling(
    Kind kind,
    Window window,
    boolean global,
    Convention convention,
    boolean countsPadding,
    int power)
    implements Op {
  /** What is made of the elements of a window. */
  public enum Kind {
    /** The greatest. */
    MAX,
    /** The mean. */
    AVERAGE,
    /** The sum. */
    SUM,
    /** The p-th root of the sum of p-th powers, whose signs are not taken away. */
    LP
  }

  /** How the number of windows is rounded. */
  public enum Convention {
    /** Down. */
    VALID,
    /** Up. */
    FULL,
    /** As many as strides in the input, rounded up. */
    SAME
  }

  @Override
  public String operator() {
    return "Pooling";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (global) {
      if (!Dimensions.requireRank("data", data, 3, 5)) {
        return List.of(inputs.get(0));
      }
      Shape output = data;
      for (int axis = 2; axis < data.rank(); axis++) {
        output = Dimensions.with(output, axis, 1);
      }
      return List.of(inputs.get(0).withShape(output));
    }
    if (!window.requireData(data)) {
      return List.of(inputs.get(0).withShape(Dimensions.ofRank(window.rank() + 2)));
    }
    Shape output = data;
    for (int i = 0; i < window.rank(); i++) {
      output = Dimensions.with(output, i + 2, positions(data.dimension(i + 2), i));
    }
    return List.of(inputs.get(0).withShape(output));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    if (!output.isRankKnown()) {
      return List.of(inputs.get(0).shape());
    }
    Shape data = Dimensions.ofRank(output.rank());
    data = Dimensions.with(data, 0, output.dimension(0));
    return List.of(Dimensions.with(data, 1, output.dimension(1)));
  }

  private long positions(long size, int axis) {
    long stride = window.stride().get(axis);
    return switch (convention) {
      case VALID -> window.positions(size, axis);
      case FULL ->
          Dimensions.map(
              size,
              known -> {
                window.positions(known, axis);
                long room = known + 2 * window.pad().get(axis) - window.extent(axis);
                return (room + stride - 1) / stride + 1;
              });
      case SAME ->
          Dimensions.map(size, known -> (known + 2 * window.pad().get(axis) + stride - 1) / stride);
    };
  }
}
