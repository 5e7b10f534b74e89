package dev.weft.backend.onednn.kernel;

/**
 * An operator in plain Java, made for given shapes. Stateless: any number of threads may run it at
 * once, each with elements of its own.
 */
@FunctionalInterface
public interface Kernel {
  /**
   * Computes outputs.
   *
   * @param inputs the inputs, not to be changed
   * @param outputs the outputs, whose content is undefined before; they overlap no input unless the
   *     kernel works in place
   */
  void run(Elements[] inputs, Elements[] outputs);
}
