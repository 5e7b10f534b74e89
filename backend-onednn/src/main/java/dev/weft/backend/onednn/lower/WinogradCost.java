package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.plan.Winograd;
import java.util.Optional;

/**
 * Estimates how long a convolution of two dimensions takes, in the time of one product of a channel
 * and a filter. The factors were measured on one core with AVX-512, which read weights from memory
 * that others use, too.
 */
final class WinogradCost {
  /** Reading a weight from memory. */
  private static final double WEIGHT = 32;

  /** A number that a transform writes or reads for a point. */
  private static final double TRANSFORMED = 40;

  /** Starting a primitive. */
  private static final double PRIMITIVE = 120_000;

  /** What has to be gained, at least: the estimate is no better than that. */
  private static final double WORTHWHILE = 0.9;

  private final Shape weights;
  private final Shape source;
  private final Shape output;

  private WinogradCost(NodeContext node) {
    this.weights = node.inputShape(1);
    this.source = node.inputShape(0);
    this.output = node.outputShape(0);
  }

  /** Returns the algorithm that is faster than the direct convolution, if there is one. */
  static Optional<Winograd> fastest(NodeContext node) {
    WinogradCost cost = new WinogradCost(node);
    double least = WORTHWHILE * cost.direct();
    Winograd fastest = null;
    for (Winograd algorithm : Winograd.ALL) {
      double time = cost.of(algorithm);
      if (time < least) {
        least = time;
        fastest = algorithm;
      }
    }
    return Optional.ofNullable(fastest);
  }

  private double direct() {
    double pixels = (double) output.dimension(0) * output.dimension(2) * output.dimension(3);
    return (pixels + WEIGHT) * weights.elementCount();
  }

  private double of(Winograd algorithm) {
    double tiles = (double) output.dimension(0) * tilesOfImage(algorithm, output);
    double points = algorithm.points();
    double weightsOfPoint = (double) weights.elementCount() / Winograd.TAPS;
    double rows =
        source.dimension(1) * source.dimension(3) + output.dimension(1) * output.dimension(3);
    return points * weightsOfPoint * (tiles * output.dimension(3) + WEIGHT)
        + points * tiles * rows * TRANSFORMED
        + (points + 2 * tiles) * PRIMITIVE;
  }

  /** Returns how many tiles of rows an image is cut into. */
  static long tilesOfImage(Winograd algorithm, Shape output) {
    return (output.dimension(2) + algorithm.outputs() - 1) / algorithm.outputs();
  }
}
