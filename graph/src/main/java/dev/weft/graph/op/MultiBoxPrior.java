package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Anchor boxes (1, height × width × boxes, 4) of a feature map (batch, channels, height, width), as
 * left, top, right and bottom relative to the image: at each place one of each size with the first
 * ratio, then one of the first size with each other ratio. They do not depend on the data.
 *
 * @param sizes sizes, relative to the image
 * @param ratios ratios of width to height
 * @param clips whether boxes are cut at the borders of the image
 * @param steps distances of centres along y and x, or negative for the inverse of the map's size
 * @param offsets places of the first centre along y and x, in steps
 */
public record MultiBoxPrior(
    List<Double> sizes,
    List<Double> ratios,
    boolean clips,
    List<Double> steps,
    List<Double> offsets)
    implements Op {
  /**
   * Copies and checks the lists.
   *
   * @param sizes sizes
   * @param ratios ratios of width to height
   * @param clips whether boxes are cut
   * @param steps distances of centres
   * @param offsets places of the first centre
   */
  public MultiBoxPrior {
    sizes = List.copyOf(sizes);
    ratios = List.copyOf(ratios);
    steps = List.copyOf(steps);
    offsets = List.copyOf(offsets);
    if (sizes.isEmpty() || ratios.isEmpty() || steps.size() != 2 || offsets.size() != 2) {
      throw new IllegalArgumentException(
          "sizes are "
              + sizes
              + ", ratios "
              + ratios
              + ", steps "
              + steps
              + " and offsets "
              + offsets
              + ", expected at least one size and ratio, two steps and two offsets");
    }
  }

  @Override
  public String operator() {
    return "_contrib_MultiBoxPrior";
  }

  /** {@return the number of boxes at each place} */
  public int boxes() {
    return sizes.size() + ratios.size() - 1;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    boolean known = Dimensions.requireRank("data", data, 4, 32);
    long places = known ? Dimensions.product(data, 2, 4) : Shape.UNKNOWN;
    return List.of(
        inputs.get(0).withShape(Shape.of(1, Dimensions.map(places, count -> count * boxes()), 4)));
  }
}
