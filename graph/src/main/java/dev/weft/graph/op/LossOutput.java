package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss at inference: what it predicts, whatever its label. The first input is the data, the
 * second, if there is one, the label.
 *
 * @param operator its name in MXNet
 * @param prediction what it makes of the data
 * @param inputCount the number of inputs
 * @param labelOf what the shape of the label is if nothing tells
 */
public record LossOutput(String operator, Op prediction, int inputCount, LabelShape labelOf)
    implements Op {
  /** How the shape of a label follows from that of the data, where nothing else tells it. */
  public enum LabelShape {
    /** A number for each element; of data (n, 1), as many numbers in one dimension. */
    ELEMENTS,
    /** A class for each row along the last axis. */
    ROWS,
    /** A class for each place behind axis 1, all places in one dimension. */
    PLACES
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return prediction.infer(inputs.subList(0, 1));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(data);
    for (int i = 1; i < inputs.size(); i++) {
      shapes.add(inputs.get(i).shape().isRankKnown() ? inputs.get(i).shape() : label(data));
    }
    return shapes;
  }

  /** A label may have other shapes than this: none follows before that of the data is known. */
  private Shape label(Shape data) {
    if (!data.isKnown() || data.rank() == 0) {
      return Shape.ofUnknownRank();
    }
    int last = data.rank() - 1;
    return switch (labelOf) {
      case ELEMENTS -> last == 1 && data.dimension(1) == 1 ? Dimensions.without(data, 1) : data;
      case ROWS -> Dimensions.without(data, last);
      case PLACES ->
          Shape.of(data.dimension(0), Dimensions.product(data, Math.min(2, last + 1), last + 1));
    };
  }
}
