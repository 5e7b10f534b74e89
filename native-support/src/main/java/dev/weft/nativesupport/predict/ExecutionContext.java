package dev.weft.nativesupport.predict;

import dev.weft.Tensor;
import java.util.List;

/**
 * What one running call needs for itself: activations, scratch memory, a stream. Used by one thread
 * at a time.
 */
public interface ExecutionContext extends AutoCloseable {
  /**
   * Runs the model.
   *
   * @param call checked inputs, and where the results go
   * @return one tensor for each output: those of the call where it gives any, else new ones. Empty
   *     places of {@link Call#outputs()} need not be filled
   */
  List<Tensor> run(Call call);

  /**
   * {@return whether another call may use this context; false after an error that may have left it
   * in disorder}
   */
  boolean reusable();

  @Override
  void close();
}
