package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Transposed convolution of data (batch, channels, space...) with a weight (channels, filters /
 * groups, kernel...) and, if {@code hasBias}, a bias (filters).
 *
 * <p>An output extent is stride · (input − 1) + extent of the kernel − 2 · pad + adj; with a target
 * shape, pad and adj are chosen for it as MXNet does ({@code deconvolution-inl.h}).
 *
 * @param window the kernel and how it moves
 * @param adj what is added to each output extent
 * @param targetShape the wanted output extents, or empty
 * @param filters the number of output channels
 * @param groups the number of groups that channels are divided into
 * @param hasBias whether there is a third input
 */
public record Deconvolution(
    Window window,
    List<Long> adj,
    List<Long> targetShape,
    long filters,
    long groups,
    boolean hasBias)
    implements Op {
  /**
   * Checks the numbers.
   *
   * @param window the kernel and how it moves
   * @param adj what is added to each output extent
   * @param targetShape the wanted output extents, or empty
   * @param filters the number of output channels
   * @param groups the number of groups
   * @param hasBias whether there is a third input
   */
  public Deconvolution {
    Convolution.requireGroups(filters, groups);
    adj = List.copyOf(adj);
    targetShape = List.copyOf(targetShape);
    if (adj.size() != window.rank()
        || (!targetShape.isEmpty() && targetShape.size() != window.rank())) {
      throw new IllegalArgumentException(
          "adj "
              + adj
              + " or target_shape "
              + targetShape
              + ", expected "
              + window.rank()
              + " numbers as in kernel");
    }
    for (int i = 0; i < adj.size() && targetShape.isEmpty(); i++) {
      if (adj.get(i) < 0 || adj.get(i) >= window.stride().get(i)) {
        throw new IllegalArgumentException(
            "adj " + adj + ", expected less than the stride " + window.stride());
      }
    }
  }

  @Override
  public String operator() {
    return "Deconvolution";
  }

  /**
   * {@return the padding before the first and behind the last element, of the output}
   *
   * @param size the input extent
   * @param axis the spatial axis, from 0
   */
  public long[] padding(long size, int axis) {
    long full = window.stride().get(axis) * (size - 1) + window.extent(axis);
    if (targetShape.isEmpty()) {
      long pad = window.pad().get(axis);
      return new long[] {pad, pad - adj.get(axis)};
    }
    long total = full - targetShape.get(axis);
    if (total < 0) {
      throw new IllegalArgumentException(
          "target_shape " + targetShape + " is too big for an input of " + size + " elements");
    }
    long adjusted = total % 2;
    long pad = (total + 1) / 2;
    return new long[] {pad, pad - adjusted};
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output = Dimensions.ofRank(window.rank() + 2);
    output = Dimensions.with(output, 1, filters);
    if (window.requireData(data)) {
      output = Dimensions.with(output, 0, data.dimension(0));
      for (int i = 0; i < window.rank(); i++) {
        output = Dimensions.with(output, i + 2, extent(data.dimension(i + 2), i));
      }
    }
    return List.of(inputs.get(0).withShape(output));
  }

  private long extent(long size, int axis) {
    return Dimensions.map(
        size,
        known -> {
          long[] padding = padding(known, axis);
          long extent =
              window.stride().get(axis) * (known - 1)
                  + window.extent(axis)
                  - padding[0]
                  - padding[1];
          if (extent < 1) {
            throw new IllegalArgumentException(
                "padding " + window.pad() + " leaves nothing of an input of " + known);
          }
          return extent;
        });
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape weight = inputs.get(1).shape();
    Shape data = Dimensions.ofRank(window.rank() + 2);
    data = Dimensions.with(data, 0, outputs.get(0).shape().dimension(0));
    long[] filter = new long[window.rank() + 2];
    filter[0] = Shape.UNKNOWN;
    filter[1] = filters / groups;
    for (int i = 0; i < window.rank(); i++) {
      filter[i + 2] = window.kernel().get(i);
    }
    if (Dimensions.requireRank("weight", weight, filter.length, filter.length)) {
      data = Dimensions.with(data, 1, weight.dimension(0));
    } else if (inputs.get(0).shape().isRankKnown()) {
      filter[0] = inputs.get(0).shape().dimension(1);
    }
    List<Shape> shapes = new ArrayList<>(List.of(data, Shape.of(filter)));
    if (hasBias) {
      shapes.add(Shape.of(filters));
    }
    return shapes;
  }
}
