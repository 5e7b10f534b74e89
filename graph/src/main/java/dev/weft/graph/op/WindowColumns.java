package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * The elements of each window of an image (batch, channels, height, width) as a column of (batch,
 * channels · kernel, windows); or, the other way, columns summed up where windows overlap.
 *
 * @param window the window and how it moves
 * @param imageSize the extents of the image that is made of columns; empty if columns are made
 */
public record WindowColumns(Window window, List<Long> imageSize) implements Op {
  /**
   * Checks the size.
   *
   * @param window the window and how it moves
   * @param imageSize the extents of the image that is made, or empty
   */
  public WindowColumns {
    imageSize = List.copyOf(imageSize);
    if (window.rank() != 2) {
      throw new IllegalArgumentException(
          "kernel is " + window.kernel() + ", expected two dimensions");
    }
    if (!imageSize.isEmpty()
        && (imageSize.size() != window.rank() || imageSize.stream().anyMatch(size -> size < 1))) {
      throw new IllegalArgumentException(
          "output_size is " + imageSize + ", expected " + window.rank() + " sizes of at least 1");
    }
  }

  @Override
  public String operator() {
    return imageSize.isEmpty() ? "im2col" : "col2im";
  }

  /**
   * {@return the number of windows along each axis of an image}
   *
   * @param image the shape of the image
   */
  public long[] windows(Shape image) {
    long[] windows = new long[window.rank()];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = window.positions(image.dimension(i + 2), i);
    }
    return windows;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    long elements = product(window.kernel());
    return List.of(
        inputs
            .get(0)
            .withShape(imageSize.isEmpty() ? columns(data, elements) : image(data, elements)));
  }

  private Shape columns(Shape data, long elements) {
    if (!window.requireData(data)) {
      return Dimensions.ofRank(3);
    }
    Shape windows = Shape.of(windows(data));
    return Shape.of(
        data.dimension(0),
        Dimensions.map(data.dimension(1), size -> Math.multiplyExact(size, elements)),
        Dimensions.product(windows, 0, windows.rank()));
  }

  private Shape image(Shape data, long elements) {
    Shape image = Dimensions.ofRank(window.rank() + 2);
    for (int i = 0; i < window.rank(); i++) {
      image = Dimensions.with(image, i + 2, imageSize.get(i));
    }
    Shape windows = Shape.of(windows(image));
    long count = Dimensions.product(windows, 0, windows.rank());
    Shape columns = Dimensions.merge(data, Shape.of(Shape.UNKNOWN, Shape.UNKNOWN, count));
    long rows = columns.dimension(1);
    if (rows != Shape.UNKNOWN && rows % elements != 0) {
      throw new IllegalArgumentException(
          "columns are of " + rows + " elements, expected a multiple of " + elements);
    }
    image = Dimensions.with(image, 0, columns.dimension(0));
    return Dimensions.with(image, 1, Dimensions.map(rows, size -> size / elements));
  }

  private static long product(List<Long> sizes) {
    return sizes.stream().reduce(1L, Math::multiplyExact);
  }
}
