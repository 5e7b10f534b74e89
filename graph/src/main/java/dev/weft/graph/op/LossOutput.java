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
 * @param labelOf what the shape of the label is
 */
public record LossOutput(String operator, Op prediction, int inputCount, LabelShape labelOf)
    implements Op {
  /** How the shape of the label follows from that of the data. */
  public enum LabelShape {
    /** The shape of the data. */
    DATA,
    /** The shape of the data without dimension 1. */
    WITHOUT_CLASSES,
    /** Not known. */
    UNKNOWN
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

  private Shape label(Shape data) {
    if (labelOf == LabelShape.UNKNOWN || !data.isRankKnown() || data.rank() == 0) {
      return Shape.ofUnknownRank();
    }
    if (labelOf == LabelShape.DATA || data.rank() == 1) {
      return data;
    }
    long[] dimensions = new long[data.rank() - 1];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = data.dimension(i == 0 ? 0 : i + 1);
    }
    return Shape.of(dimensions);
  }
}
