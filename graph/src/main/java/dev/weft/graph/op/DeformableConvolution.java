package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution of images (batch, channels, height, width) that reads each element of a window from a
 * place that is shifted by an offset, and interpolates. Inputs are the data, offsets (batch, 2 ·
 * deformable groups · kernel, output height, output width), row before column, if {@code modulated}
 * factors of half as many channels, the weight, and if {@code hasBias} the bias.
 *
 * <p>Sources: Dai et al., Deformable Convolutional Networks, 2017; Zhu et al., Deformable ConvNets
 * v2, 2018.
 *
 * @param window the kernel and how it moves, of two dimensions
 * @param filters the number of output channels
 * @param groups the number of groups that channels are divided into
 * @param deformableGroups the number of groups of channels that share offsets
 * @param modulated whether there are factors
 * @param hasBias whether there is a bias
 */
public record DeformableConvolution(
    Window window,
    long filters,
    long groups,
    long deformableGroups,
    boolean modulated,
    boolean hasBias)
    implements Op {
  /**
   * Checks the numbers.
   *
   * @param window the kernel and how it moves
   * @param filters the number of output channels
   * @param groups the number of groups
   * @param deformableGroups the number of groups of channels that share offsets
   * @param modulated whether there are factors
   * @param hasBias whether there is a bias
   */
  public DeformableConvolution {
    Convolution.requireGroups(filters, groups);
    if (window.rank() != 2 || deformableGroups < 1) {
      throw new IllegalArgumentException(
          "kernel is "
              + window.kernel()
              + " and num_deformable_group "
              + deformableGroups
              + ", expected two dimensions and at least 1");
    }
  }

  @Override
  public String operator() {
    return modulated ? "_contrib_ModulatedDeformableConvolution" : "_contrib_DeformableConvolution";
  }

  /** {@return the position of the weight among the inputs} */
  public int weightInput() {
    return modulated ? 3 : 2;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output = Shape.of(Shape.UNKNOWN, filters, Shape.UNKNOWN, Shape.UNKNOWN);
    if (window.requireData(data)) {
      requireMultiple(data.dimension(1), groups, "num_group");
      requireMultiple(data.dimension(1), deformableGroups, "num_deformable_group");
      output =
          Shape.of(
              data.dimension(0),
              filters,
              window.positions(data.dimension(2), 0),
              window.positions(data.dimension(3), 1));
    }
    return List.of(inputs.get(0).withShape(output));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    Shape data = Dimensions.merge(inputs.get(0).shape(), Dimensions.ofRank(4));
    data = Dimensions.merge(data, Dimensions.with(Dimensions.ofRank(4), 0, output.dimension(0)));
    long elements = window.kernel().get(0) * window.kernel().get(1);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(data);
    shapes.add(Dimensions.with(output, 1, 2 * deformableGroups * elements));
    if (modulated) {
      shapes.add(Dimensions.with(output, 1, deformableGroups * elements));
    }
    long channels = Dimensions.map(data.dimension(1), count -> count / groups);
    shapes.add(Shape.of(filters, channels, window.kernel().get(0), window.kernel().get(1)));
    if (hasBias) {
      shapes.add(Shape.of(filters));
    }
    return shapes;
  }

  private static void requireMultiple(long channels, long groups, String name) {
    if (channels != Shape.UNKNOWN && channels % groups != 0) {
      throw new IllegalArgumentException(
          "data have " + channels + " channels, expected a multiple of " + name + " " + groups);
    }
  }
}
