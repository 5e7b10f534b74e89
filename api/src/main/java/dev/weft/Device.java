package dev.weft;

import java.util.Objects;

/**
 * Where a model computes.
 *
 * @param kind the kind of processor
 * @param index which one of its kind, from 0; {@link #ALL} for all of them
 */
public record Device(Kind kind, int index) {
  /** The index that means every device of a kind. */
  public static final int ALL = -1;

  /** Kinds of processors. */
  public enum Kind {
    /** The processors that the JVM runs on. */
    CPU,
    /** A graphics processor. */
    GPU
  }

  /**
   * Checks the index.
   *
   * @param kind the kind of processor
   * @param index which one of its kind, from 0; {@link #ALL} for all of them
   * @throws IllegalArgumentException if the index is below −1, or is not 0 for a CPU
   */
  public Device {
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.CPU ? index != 0 : index < ALL) {
      throw new IllegalArgumentException(
          "device index "
              + index
              + " of kind "
              + kind
              + ", expected "
              + (kind == Kind.CPU ? "0" : "0 or more, or Device.ALL"));
    }
  }

  /** {@return the CPU} */
  public static Device cpu() {
    return new Device(Kind.CPU, 0);
  }

  /**
   * {@return one GPU}
   *
   * @param index its number, from 0
   * @throws IllegalArgumentException if the number is negative
   */
  public static Device gpu(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("GPU index " + index + ", expected 0 or more");
    }
    return new Device(Kind.GPU, index);
  }

  /** {@return all GPUs: parameters are put on each of them, and calls are spread over them} */
  public static Device gpus() {
    return new Device(Kind.GPU, ALL);
  }

  /** Returns {@code cpu}, {@code gpu(0)} or {@code gpus}. */
  @Override
  public String toString() {
    if (kind == Kind.CPU) {
      return "cpu";
    }
    return index == ALL ? "gpus" : "gpu(" + index + ")";
  }
}
