package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.Shape;
import java.nio.ByteBuffer;

/**
 * Copies blocks of sequences (steps, batch, ...) or (batch, steps, ...) according to their lengths,
 * a second input; without one, sequences are as long as the axis.
 */
public final class SequenceKernel implements Kernel {
  /** What becomes of sequences. */
  public enum Mode {
    /** Elements past the length become a number. */
    MASK,
    /** Only the last step stays. */
    LAST,
    /** The order of steps turns round. */
    REVERSE
  }

  private final Mode mode;
  private final double number;
  private final int steps;
  private final int batch;
  private final int block;
  private final int stepStride;
  private final int batchStride;

  /**
   * Makes a kernel.
   *
   * @param mode what becomes of sequences
   * @param data the shape of the data
   * @param axis the axis of steps, 0 or 1
   * @param number what elements past the length become
   */
  public SequenceKernel(Mode mode, Shape data, int axis, double number) {
    this.mode = mode;
    this.number = number;
    this.steps = Math.toIntExact(data.dimension(axis));
    this.batch = Math.toIntExact(data.dimension(1 - axis));
    int size = 1;
    for (int i = 2; i < data.rank(); i++) {
      size = Math.multiplyExact(size, Math.toIntExact(data.dimension(i)));
    }
    this.block = size;
    this.stepStride = axis == 0 ? batch : 1;
    this.batchStride = axis == 0 ? 1 : steps;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    for (int sequence = 0; sequence < batch; sequence++) {
      int length = inputs.length > 1 ? (int) inputs[1].get(sequence) : steps;
      switch (mode) {
        case MASK -> mask(inputs[0], outputs[0], sequence, length);
        case LAST -> last(inputs[0], outputs[0], sequence, length);
        case REVERSE -> reverse(inputs[0], outputs[0], sequence, length);
      }
    }
  }

  private void mask(Elements data, Elements output, int sequence, int length) {
    for (int step = 0; step < steps; step++) {
      int at = at(step, sequence);
      if (step < length) {
        copy(data, at, output, at);
      } else {
        for (int i = 0; i < block; i++) {
          output.set(at * block + i, number);
        }
      }
    }
  }

  private void last(Elements data, Elements output, int sequence, int length) {
    if (length < 1 || length > steps) {
      throw new BackendException(
          "sequence " + sequence,
          "SequenceLast",
          0,
          "its length is " + length + ", expected 1 to " + steps);
    }
    copy(data, at(length - 1, sequence), output, sequence);
  }

  private void reverse(Elements data, Elements output, int sequence, int length) {
    for (int step = 0; step < steps; step++) {
      int from = step < length ? Math.min(length, steps) - 1 - step : step;
      copy(data, at(from, sequence), output, at(step, sequence));
    }
  }

  private int at(int step, int sequence) {
    return step * stepStride + sequence * batchStride;
  }

  private void copy(Elements from, int source, Elements to, int target) {
    int size = block * from.type().byteSize();
    ByteBuffer bytes = to.bytes();
    bytes.put(target * size, from.bytes(), source * size, size);
  }
}
