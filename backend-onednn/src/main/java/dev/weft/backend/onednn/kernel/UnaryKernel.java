package dev.weft.backend.onednn.kernel;

import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.UnaryFunction;
import java.nio.FloatBuffer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of each element.
 *
 * @param function the function
 * @param integerFunction the same for integers, or null if double precision does for them
 */
public record UnaryKernel(DoubleUnaryOperator function, @Nullable LongUnaryOperator integerFunction)
    implements Kernel {
  /**
   * Makes a kernel of a function that double precision does for.
   *
   * @param function the function
   */
  public UnaryKernel(DoubleUnaryOperator function) {
    this(function, null);
  }

  /**
   * {@return a kernel of an operator's function}
   *
   * @param function which
   */
  public static UnaryKernel of(UnaryFunction function) {
    return new UnaryKernel(ScalarMath.of(function), IntegerMath.of(function));
  }

  /**
   * {@return a kernel of a function of each element and a fixed number}
   *
   * @param function which
   * @param fixed the number, of the type of the result's elements
   * @param reversed whether the fixed number is the first operand
   */
  public static UnaryKernel withScalar(BinaryFunction function, double fixed, boolean reversed) {
    DoubleBinaryOperator numbers = ScalarMath.of(function);
    DoubleUnaryOperator ofNumber =
        reversed ? x -> numbers.applyAsDouble(fixed, x) : x -> numbers.applyAsDouble(x, fixed);
    LongBinaryOperator integerFunction = IntegerMath.of(function);
    if (integerFunction == null) {
      return new UnaryKernel(ofNumber);
    }
    long fixedInteger = (long) fixed;
    return new UnaryKernel(
        ofNumber,
        reversed
            ? x -> integerFunction.applyAsLong(fixedInteger, x)
            : x -> integerFunction.applyAsLong(x, fixedInteger));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements from = inputs[0];
    Elements to = outputs[0];
    int count = to.count();
    if (from.type() == ElementType.F32 && from.type() == to.type()) {
      FloatBuffer source = from.floats();
      FloatBuffer target = to.floats();
      for (int i = 0; i < count; i++) {
        target.put(i, (float) function.applyAsDouble(source.get(i)));
      }
    } else if (integerFunction != null && from.type().isInteger() && to.type().isInteger()) {
      for (int i = 0; i < count; i++) {
        to.setLong(i, integerFunction.applyAsLong(from.getLong(i)));
      }
    } else {
      for (int i = 0; i < count; i++) {
        to.set(i, function.applyAsDouble(from.get(i)));
      }
    }
  }
}
