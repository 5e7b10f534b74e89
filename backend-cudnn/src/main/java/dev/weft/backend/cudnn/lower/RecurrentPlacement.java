package dev.weft.backend.cudnn.lower;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.RecurrentShape;
import dev.weft.backend.cudnn.handle.WeightPlace;
import dev.weft.backend.cudnn.plan.Placement.Run;
import dev.weft.graph.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/** Where the parameters of recurrent layers, in the order of the model, go in cuDNN's order. */
final class RecurrentPlacement {
  private final Recurrent op;
  private final RecurrentShape shape;
  private final List<Run> runs = new ArrayList<>();
  private long next;

  private RecurrentPlacement(Recurrent op, RecurrentShape shape) {
    this.op = op;
    this.shape = shape;
  }

  /**
   * Returns the runs of parameters.
   *
   * @param op the layers, as the model has them
   * @param shape the layers, as cuDNN has them, with at least as many units
   * @param places where cuDNN wants each matrix and bias
   */
  static List<Run> runs(Recurrent op, RecurrentShape shape, List<WeightPlace> places) {
    RecurrentPlacement placement = new RecurrentPlacement(op, shape);
    for (int i = 0; i < places.size(); i += shape.matrices()) {
      placement.weights(places.subList(i, i + shape.matrices()), i / shape.matrices());
    }
    for (int i = 0; i < places.size(); i += shape.matrices()) {
      placement.biases(places.subList(i, i + 2 * op.cell().gates()));
    }
    return placement.runs;
  }

  /** Adds the matrices of a layer in a direction. */
  private void weights(List<WeightPlace> layer, int index) {
    int gates = op.cell().gates();
    long inputWidth = op.inputWidth(index / op.directions(), shape.width());
    for (int i = 0; i < 2 * gates; i++) {
      long columns = i < gates ? inputWidth : op.outputWidth();
      require(layer.get(i), shape.hidden(), columns);
      matrix(layer.get(i), op.hidden(), columns);
    }
    if (shape.projects()) {
      require(layer.get(2 * gates), op.projection(), shape.hidden());
      matrix(layer.get(2 * gates), op.projection(), op.hidden());
    }
  }

  private void biases(List<WeightPlace> layer) {
    for (WeightPlace place : layer) {
      add(place.bias(), op.hidden());
    }
  }

  private void matrix(WeightPlace place, long rows, long columns) {
    for (long row = 0; row < rows; row++) {
      add(place.matrix() + row * place.columns(), columns);
    }
  }

  private void add(long to, long count) {
    runs.add(new Run(next, to, count));
    next += count;
  }

  private void require(WeightPlace place, long rows, long columns) {
    boolean isProjection = rows != shape.hidden();
    if (place.rows() != rows
        || place.columns() != columns
        || place.matrix() < 0
        || (place.bias() < 0 && !isProjection)) {
      throw new BackendException(
          shape.toString(),
          "cudnnGetRNNWeightParams",
          0,
          "cuDNN has " + place + ", expected " + rows + " rows of " + columns + " with a bias");
    }
  }
}
