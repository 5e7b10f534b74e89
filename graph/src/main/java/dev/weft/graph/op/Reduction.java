package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One number made of all elements along some axes.
 *
 * @param function what is made of them
 * @param axes the axes, negative if counted from the end; none for all
 * @param keepsDimensions whether the axes remain, of size 1
 * @param excludes whether {@code axes} are those that are not reduced
 * @param dataType the type of the result, or empty for that of the data
 * @param divides whether the result of whole numbers, if {@code dataType} is empty, is of single
 *     precision
 */
public record Reduction(
    Function function,
    List<Integer> axes,
    boolean keepsDimensions,
    boolean excludes,
    Optional<DataType> dataType,
    boolean divides)
    implements Op {
  /** What a reduction makes of elements. */
  public enum Function {
    /** Their sum. */
    SUM,
    /** Their sum, divided by their number. */
    MEAN,
    /** The greatest. */
    MAX,
    /** The least. */
    MIN,
    /** Their product. */
    PROD,
    /** The sum of those that are numbers. */
    NANSUM,
    /** The product of those that are numbers. */
    NANPROD,
    /** The sum of their absolute values. */
    NORM1,
    /** The square root of the sum of their squares. */
    NORM2
  }

  /**
   * Copies the axes.
   *
   * @param function what is made of elements
   * @param axes the axes
   * @param keepsDimensions whether the axes remain
   * @param excludes whether {@code axes} are those that are not reduced
   * @param dataType the type of the result, or empty
   * @param divides whether the result of whole numbers is of single precision
   */
  public Reduction {
    axes = List.copyOf(axes);
  }

  /**
   * Makes a reduction whose result is of the type of the data, unless another is given.
   *
   * @param function what is made of elements
   * @param axes the axes
   * @param keepsDimensions whether the axes remain
   * @param excludes whether {@code axes} are those that are not reduced
   * @param dataType the type of the result, or empty
   */
  public Reduction(
      Function function,
      List<Integer> axes,
      boolean keepsDimensions,
      boolean excludes,
      Optional<DataType> dataType) {
    this(function, axes, keepsDimensions, excludes, dataType, false);
  }

  @Override
  public String operator() {
    return function == Function.NORM1 || function == Function.NORM2
        ? "norm"
        : function.name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return for each axis of the data whether it is reduced}
   *
   * @param rank the number of dimensions
   * @throws IllegalArgumentException if an axis does not exist or is named twice
   */
  public boolean[] reduced(int rank) {
    boolean[] named = new boolean[rank];
    for (int axis : axes) {
      int position = Dimensions.axis(axis, rank);
      if (named[position]) {
        throw new IllegalArgumentException("axes " + axes + " name one axis twice");
      }
      named[position] = true;
    }
    for (int i = 0; i < rank; i++) {
      named[i] = axes.isEmpty() || named[i] != excludes;
    }
    return named;
  }

  @Override
  public boolean sharesType(int input) {
    return dataType.isEmpty() && !divides;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    Shape shape = reduced(data.shape());
    boolean divided = divides && !data.dataType().isFloatingPoint();
    DataType otherwise = divided ? DataType.FLOAT32 : data.dataType();
    return List.of(new ValueType(dataType.orElse(otherwise), shape));
  }

  private Shape reduced(Shape data) {
    if (!data.isRankKnown()) {
      return axes.isEmpty() && !keepsDimensions ? Shape.of(1) : data;
    }
    boolean[] reduced = reduced(data.rank());
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < reduced.length; i++) {
      if (!reduced[i]) {
        kept.add(data.dimension(i));
      } else if (keepsDimensions) {
        kept.add(1L);
      }
    }
    return kept.isEmpty()
        ? Shape.of(1)
        : Shape.of(kept.stream().mapToLong(Long::longValue).toArray());
  }
}
