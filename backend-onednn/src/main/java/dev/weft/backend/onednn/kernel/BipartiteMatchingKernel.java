package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.BipartiteMatching;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * {@link BipartiteMatching}, as MXNet's {@code bounding_box-inl.h} computes it: pairs rows with
 * columns, best scores first; pairs with equal scores are taken in the order of the matrix.
 */
public final class BipartiteMatchingKernel implements Kernel {
  private static final float NONE = -1;

  private final BipartiteMatching op;
  private final int rows;
  private final int columns;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param scores the shape of the scores
   */
  public BipartiteMatchingKernel(BipartiteMatching op, Shape scores) {
    this.op = op;
    this.rows = Math.toIntExact(scores.dimension(scores.rank() - 2));
    this.columns = Math.toIntExact(scores.dimension(scores.rank() - 1));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    float[] scores = new float[rows * columns];
    float[] ofRows = new float[rows];
    float[] ofColumns = new float[columns];
    int batch = scores.length == 0 ? 0 : inputs[0].count() / scores.length;
    for (int i = 0; i < batch; i++) {
      inputs[0].floats().get(i * scores.length, scores);
      match(scores, ofRows, ofColumns);
      outputs[0].floats().put(i * rows, ofRows);
      outputs[1].floats().put(i * columns, ofColumns);
    }
  }

  private void match(float[] scores, float[] ofRows, float[] ofColumns) {
    Arrays.fill(ofRows, NONE);
    Arrays.fill(ofColumns, NONE);
    Comparator<Integer> better = Comparator.comparingDouble(i -> scores[i]);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(op.ascending() ? better : better.reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    int pairs = 0;
    for (int index : order) {
      int row = index / columns;
      int column = index % columns;
      if (ofRows[row] == NONE && ofColumns[column] == NONE) {
        if (!isGood(scores[index])) {
          return;
        }
        ofRows[row] = column;
        ofColumns[column] = row;
        // libmxnet stops after one more pair than it was asked for.
        if (op.most() > 0 && ++pairs > op.most()) {
          return;
        }
      }
    }
  }

  private boolean isGood(float score) {
    float threshold = (float) op.threshold();
    return op.ascending() ? score < threshold : score > threshold;
  }
}
