package dev.weft.backend.onednn.drawn;

import dev.weft.testkit.operators.Fill;
import java.util.List;

/** Draws models: steps of all kinds, among them those that passes fuse and reorder. */
final class ModelDrawing {
  private ModelDrawing() {}

  /** Returns the model of a seed. */
  static DrawnModel of(long seed) {
    Drawing drawing = new Drawing(seed);
    inputs(drawing);
    ImageSteps images = new ImageSteps(drawing);
    ShapeSteps shapes = new ShapeSteps(drawing);
    MathSteps math = new MathSteps(drawing);
    List<Runnable> often =
        List.of(
            images::block, images::convolution, images::activation, math::binary, shapes::concat);
    List<Runnable> all =
        List.of(
            images::block,
            images::branches,
            images::convolution,
            images::deconvolution,
            images::pooling,
            images::batchNorm,
            images::activation,
            images::normalisation,
            images::resize,
            images::excitation,
            shapes::concat,
            shapes::concat,
            shapes::split,
            shapes::slice,
            shapes::reshape,
            shapes::repetition,
            shapes::copy,
            math::unary,
            math::number,
            math::binary,
            math::broadcast,
            math::reduction,
            math::softmax,
            math::layerNorm,
            math::dense,
            math::product,
            math::doubles,
            math::choice);
    int length = drawing.between(4, 28);
    for (int tries = 0; drawing.count() < length && tries < 100; tries++) {
      drawing.of(drawing.oneIn(3) ? often : all).run();
    }
    return drawing.finish();
  }

  private static void inputs(Drawing drawing) {
    long batch = drawing.between(1, 3);
    long channels = drawing.of(1L, 2L, 3L, 4L, 5L, 8L, 12L, 16L, 17L, 24L, 32L);
    long height = drawing.between(1, 9);
    long width = drawing.between(1, 9);
    switch (drawing.between(0, 9)) {
      case 0 -> drawing.input(Fill.normal(), batch, channels, height);
      case 1 -> drawing.input(Fill.normal(), batch, channels, 2, height, width);
      case 2 -> drawing.input(Fill.normal(), batch, channels);
      default -> drawing.input(Fill.normal(), batch, channels, height, width);
    }
    if (drawing.oneIn(3)) {
      drawing.input(Fill.normal(), batch, channels, height, width);
    }
    if (drawing.oneIn(4)) {
      drawing.constant(Fill.normal(), batch, channels, height, width);
    }
  }
}
