package dev.weft.backend.onednn.kernel;

import java.util.List;

/**
 * Indices along each axis made into places in row-major order, or the other way.
 *
 * @param shape the shape that is indexed
 * @param inverse whether places are made into indices
 */
public record RavelIndexKernel(List<Long> shape, boolean inverse) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements places = inverse ? inputs[0] : outputs[0];
    Elements indices = inverse ? outputs[0] : inputs[0];
    int count = places.count();
    for (int i = 0; i < count; i++) {
      long place = inverse ? places.getLong(i) : 0;
      if (inverse) {
        for (int axis = shape.size() - 1; axis > 0; axis--) {
          indices.setLong(axis * count + i, place % shape.get(axis));
          place /= shape.get(axis);
        }
        indices.setLong(i, place);
      } else {
        for (int axis = 0; axis < shape.size(); axis++) {
          place = place * shape.get(axis) + indices.getLong(axis * count + i);
        }
        places.setLong(i, place);
      }
    }
  }
}
