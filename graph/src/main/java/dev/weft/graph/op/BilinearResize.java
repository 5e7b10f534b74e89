package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Images (batch, channels, height, width) interpolated linearly along both spatial axes.
 *
 * @param height how the new height follows
 * @param width how the new width follows
 * @param alignsCorners whether the centres of the outermost pixels stay where they are, rather than
 *     the outer edges
 */
public record BilinearResize(Extent height, Extent width, boolean alignsCorners) implements Op {
  private static final int RANK = 4;

  /** How a new extent follows from the old one, as MXNet's resizing modes name it. */
  public enum Rule {
    /** It is the number. */
    SIZE,
    /** It is the old one times the number, rounded down. */
    SCALE,
    /** An even one is scaled; of an odd one all but the first pixel are. */
    ODD_SCALE,
    /** It is that of a second input. */
    LIKE,
    /** It is the next even number below. */
    TO_EVEN_DOWN,
    /** It is the next even number above. */
    TO_EVEN_UP,
    /** It is the next odd number below. */
    TO_ODD_DOWN,
    /** It is the next odd number above. */
    TO_ODD_UP
  }

  /**
   * How one new extent follows.
   *
   * @param rule how
   * @param number a size or scale, if the rule asks for one
   */
  public record Extent(Rule rule, double number) {
    long of(long old, long like) {
      if (rule == Rule.SIZE) {
        return (long) number;
      }
      if (rule == Rule.LIKE) {
        return like;
      }
      return Dimensions.map(old, this::resized);
    }

    /** Scales are single-precision numbers in MXNet, and so is what they are multiplied to. */
    private long resized(long old) {
      float scale = (float) number;
      return switch (rule) {
        case SIZE, LIKE -> old;
        case SCALE -> (long) (scale * old);
        case ODD_SCALE -> old % 2 == 0 ? (long) (old * scale) : (long) ((old - 1) * scale) + 1;
        case TO_EVEN_DOWN -> old - old % 2;
        case TO_EVEN_UP -> old + old % 2;
        case TO_ODD_DOWN -> old - (1 - old % 2);
        case TO_ODD_UP -> old + (1 - old % 2);
      };
    }
  }

  @Override
  public String operator() {
    return "_contrib_BilinearResize2D";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("data", data, RANK, RANK)) {
      return List.of(inputs.get(0).withShape(Dimensions.ofRank(RANK)));
    }
    Shape like = Dimensions.ofRank(RANK);
    if (inputs.size() > 1 && Dimensions.requireRank("like", inputs.get(1).shape(), RANK, RANK)) {
      like = inputs.get(1).shape();
    }
    long rows = height.of(data.dimension(2), like.dimension(2));
    long columns = width.of(data.dimension(3), like.dimension(3));
    if (rows == 0 || columns == 0 || rows < Shape.UNKNOWN || columns < Shape.UNKNOWN) {
      throw new IllegalArgumentException(
          "data of shape " + data + " would be resized to " + rows + " times " + columns);
    }
    return List.of(
        inputs.get(0).withShape(Dimensions.with(Dimensions.with(data, 2, rows), 3, columns)));
  }
}
