package dev.weft.backend.cudnn.handle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one argument of every kernel: {@code struct Args} of {@code kernels/args.h}, field by field.
 *
 * @param count how many things there are to do
 * @param inputs places of the inputs
 * @param outputs places of the outputs
 * @param integers whole numbers
 * @param reals real numbers
 * @param fault where the kernel leaves a mark if it fails, or 0
 * @param step the mark
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within one launch
public record KernelArguments(
    long count,
    long[] inputs,
    long[] outputs,
    long[] integers,
    double[] reals,
    long fault,
    int step) {
  /** How many inputs a kernel may have. */
  public static final int MAX_INPUTS = 8;

  /** How many outputs a kernel may have. */
  public static final int MAX_OUTPUTS = 4;

  /** How many whole numbers a kernel may be given. */
  public static final int MAX_INTEGERS = 64;

  /** How many real numbers a kernel may be given. */
  public static final int MAX_REALS = 16;

  private static final int BYTES =
      Long.BYTES * (1 + MAX_INPUTS + MAX_OUTPUTS + MAX_INTEGERS + MAX_REALS + 2);

  /** Returns the struct; the caller closes it. */
  HostMemory pack() {
    ByteBuffer target = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
    target.putLong(count);
    put(target, inputs, MAX_INPUTS, "inputs");
    put(target, outputs, MAX_OUTPUTS, "outputs");
    put(target, integers, MAX_INTEGERS, "whole numbers");
    int reserved = MAX_REALS - reals.length;
    if (reserved < 0) {
      throw new IllegalArgumentException(
          reals.length + " real numbers for a kernel, expected at most " + MAX_REALS);
    }
    for (double real : reals) {
      target.putDouble(real);
    }
    for (int i = 0; i < reserved; i++) {
      target.putDouble(0);
    }
    target.putLong(fault).putInt(step).putInt(0);
    return HostMemory.of(target.array());
  }

  private static void put(ByteBuffer target, long[] numbers, int room, String what) {
    if (numbers.length > room) {
      throw new IllegalArgumentException(
          numbers.length + " " + what + " for a kernel, expected at most " + room);
    }
    for (int i = 0; i < room; i++) {
      target.putLong(i < numbers.length ? numbers[i] : 0);
    }
  }
}
