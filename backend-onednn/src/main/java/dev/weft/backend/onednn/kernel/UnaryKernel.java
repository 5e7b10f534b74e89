package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of each element.
 *
 * @param function the function
 */
public record UnaryKernel(DoubleUnaryOperator function) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements from = inputs[0];
    Elements to = outputs[0];
    int count = to.count();
    if (from.type() == dev.weft.backend.onednn.handle.ElementType.F32 && from.type() == to.type()) {
      FloatBuffer source = from.floats();
      FloatBuffer target = to.floats();
      for (int i = 0; i < count; i++) {
        target.put(i, (float) function.applyAsDouble(source.get(i)));
      }
    } else {
      for (int i = 0; i < count; i++) {
        to.set(i, function.applyAsDouble(from.get(i)));
      }
    }
  }
}
