package dev.weft.graph.op;

import static java.util.stream.Collectors.joining;

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
  /**
   * How the shape of a label follows from that of the data, where nothing else tells it, and which
   * others a label may have.
   */
  public enum LabelShape {
    /**
     * A number for each element; of data (n, 1), as many numbers in one dimension. May have any
     * other dimensions behind the first.
     */
    ELEMENTS,
    /** A class for each row along the last axis, or a probability for each element. */
    ROWS,
    /** A class for each row along the last axis, and nothing else. */
    ROWS_ALONE,
    /**
     * A class for each place behind axis 1, all places in one dimension or in those that they have,
     * or a probability for each element.
     */
    PLACES
  }

  /**
   * {@inheritDoc}
   *
   * <p>Nothing is computed of a label, but one of a wrong shape is a mistake of the caller's.
   */
  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    for (ValueType label : inputs.subList(1, inputs.size())) {
      if (data.isKnown() && data.rank() > 1 && label.shape().isKnown()) {
        requireFits(label.shape(), data);
      }
    }
    return prediction.infer(inputs.subList(0, 1));
  }

  private void requireFits(Shape label, Shape data) {
    boolean elements = labelOf == LabelShape.ELEMENTS;
    List<Shape> accepted = elements ? List.of(data) : accepted(data);
    boolean fits =
        elements
            ? label.rank() > 0
                && label.dimension(0) == data.dimension(0)
                && label.elementCount() == data.elementCount()
            : accepted.contains(label);
    if (!fits) {
      throw new IllegalArgumentException(
          "the label has the shape "
              + label
              + ", expected "
              + accepted.stream().map(Shape::toString).distinct().collect(joining(" or "))
              + (elements ? ", or its elements in other dimensions behind the first" : ""));
    }
  }

  private List<Shape> accepted(Shape data) {
    return switch (labelOf) {
      case ROWS -> List.of(label(data), data);
      case PLACES ->
          List.of(label(data), Dimensions.without(data, 1), Dimensions.with(data, 1, 1), data);
      case ELEMENTS, ROWS_ALONE -> List.of(label(data));
    };
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
      case ROWS, ROWS_ALONE -> Dimensions.without(data, last);
      case PLACES ->
          Shape.of(data.dimension(0), Dimensions.product(data, Math.min(2, last + 1), last + 1));
    };
  }
}
