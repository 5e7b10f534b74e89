package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.backend.onednn.handle.Geometry;
import dev.weft.backend.onednn.handle.ImplementationChoice;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.StridedCopy;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.backend.onednn.plan.Winograd;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Window;
import dev.weft.graph.plan.ArenaBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions whose kernels have three rows, with half the products: {@link Winograd} along the
 * rows of an image. oneDNN has no such convolution for x86, but all that it is made of.
 *
 * <p>Four rows of the output are a tile, for which six rows of the source are read. A row is one
 * long vector of columns and channels, so that a transform multiplies a small matrix by six rows:
 *
 * <ol>
 *   <li>B<sup>T</sup> by six rows of the source gives a row for each point;
 *   <li>the rows of each point are convolved along the columns with the weights of that point;
 *   <li>A<sup>T</sup> by a row of each point gives four rows of the output, to which the
 *       post-operations are applied.
 * </ol>
 *
 * <p>{@link WinogradTiles} are computed together. For one node.
 */
final class WinogradLowering {
  private static final String KIND = "winograd convolution";

  /** A primitive with its arguments, the scratchpad not among them. */
  private record Part(Primitive primitive, List<Step.Argument> arguments) {}

  private final Winograd algorithm;
  private final NodeContext node;
  private final Convolution op;
  private final PostOpLowering fused;
  private final Optional<Integer> summand;
  private final Layout source;
  private final Layout destination;
  private final WinogradTiles tiles;
  private final Region inputMatrix;
  private final Region outputMatrix;
  private final List<Part> parts = new ArrayList<>();
  private final List<PostOpLowering.Operand> operands = new ArrayList<>();
  private final Map<Long, Primitive> sourceTransforms = new HashMap<>();
  private final Map<Long, Primitive> outputTransforms = new HashMap<>();

  private WinogradLowering(
      Winograd algorithm, Convolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    this.algorithm = algorithm;
    this.node = node;
    this.op = op;
    this.fused = new PostOpLowering(node, postOps, baseInputs);
    this.summand = fused.replaceableSummand();
    Shape image = node.inputShape(0);
    Shape output = node.outputShape(0);
    this.source = node.layouts().channelsLast(ElementType.F32, image.dimensions());
    this.destination = node.layouts().channelsLast(ElementType.F32, output.dimensions());
    this.tiles = WinogradTiles.of(algorithm, image, output, node.inputShape(1));
    this.inputMatrix = matrix(algorithm.inputMatrix());
    this.outputMatrix = matrix(algorithm.outputMatrix());
  }

  /** Returns the algorithm by which a convolution is computed faster, if there is one. */
  static Optional<Winograd> algorithm(Convolution op, NodeContext node) {
    Window window = op.window();
    boolean possible =
        node.plan().allowsWinograd()
            && Engine.get().isa().hasAvx512()
            && node.plan().activationType() == ElementType.F32
            && window.rank() == 2
            && op.groups() == 1
            && window.kernel().get(0) == Winograd.TAPS
            && window.stride().get(0) == 1
            && window.dilate().get(0) == 1
            && window.pad().get(0) < Winograd.TAPS
            && node.isParameter(1)
            && node.isFloat(1);
    return possible ? WinogradCost.fastest(node) : Optional.empty();
  }

  /** Adds the step of a convolution. */
  static void convolution(
      Winograd algorithm, Convolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    new WinogradLowering(algorithm, op, node, postOps, baseInputs).lower();
  }

  private void lower() {
    long[] weightShape = node.inputShape(1).dimensions();
    weightShape[2] = 1;
    Primitive convolution = convolution(node.layouts().any(ElementType.F32, weightShape), null);
    Region image = node.read(0, source);
    List<Region> weights =
        node.plan().transformedWeights(node.inputValue(1), algorithm, convolution.weights());
    Region bias = null;
    Primitive biased = convolution;
    if (op.hasBias()) {
      bias = node.read(2, node.layouts().plain(ElementType.F32, op.filters()));
      biased = convolution(convolution.weights(), bias.layout());
    }
    // Tells the keys of what the post-operations read.
    outputTransform(Math.min(algorithm.outputs(), tiles.output().count()));
    readOperands();
    Region output = output();
    Region transformed = scratch(algorithm.points() * tiles.pointStride(tiles.source()));
    Region products = scratch(algorithm.points() * tiles.pointStride(tiles.output()));
    for (long first = 0; first < tiles.count(); first += tiles.together()) {
      long end = Math.min(tiles.count(), first + tiles.together());
      for (long tile = first; tile < end; tile++) {
        transformSource(image, tile, transformed, tile - first);
      }
      for (int point = 0; point < algorithm.points(); point++) {
        boolean takesBias = bias != null && point == Winograd.POINT_OF_BIAS;
        convolve(
            takesBias ? biased : convolution,
            slice(
                Argument.SRC,
                transformed,
                point * tiles.pointStride(tiles.source()),
                convolution.source()),
            new Step.Argument(Argument.WEIGHTS, weights.get(point)),
            takesBias ? bias : null,
            slice(
                Argument.DST,
                products,
                point * tiles.pointStride(tiles.output()),
                convolution.destination()));
      }
      for (long tile = first; tile < end; tile++) {
        transformProducts(products, tile - first, output, tile);
      }
    }
    List<Step.Argument> inputs = new ArrayList<>();
    inputs.add(new Step.Argument(Argument.SRC, image));
    for (Region region : weights) {
      inputs.add(new Step.Argument(Argument.WEIGHTS, region));
    }
    if (bias != null) {
      inputs.add(new Step.Argument(Argument.BIAS, bias));
    }
    for (PostOpLowering.Operand operand : operands) {
      inputs.add(new Step.Argument(operand.key(), operand.region()));
    }
    finish(inputs, output, transformed, products);
  }

  private void convolve(
      Primitive primitive,
      Step.Argument rows,
      Step.Argument weights,
      @Nullable Region bias,
      Step.Argument products) {
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(rows);
    arguments.add(weights);
    if (bias != null) {
      arguments.add(new Step.Argument(Argument.BIAS, bias));
    }
    arguments.add(products);
    parts.add(new Part(primitive, arguments));
  }

  /** Returns the convolution along the columns of the rows of one point. */
  private Primitive convolution(Layout weights, @Nullable Layout bias) {
    Window window = op.window();
    long[] padding = {0, window.pad().get(1)};
    Geometry geometry =
        new Geometry(
            new long[] {1, window.stride().get(1)},
            new long[] {0, window.dilate().get(1) - 1},
            padding,
            padding);
    try (PostOps none = new PostOps()) {
      return node.keep(
          node.primitives()
              .convolution(
                  rowsTogether(node.inputShape(0)),
                  weights,
                  bias,
                  rowsTogether(node.outputShape(0)),
                  geometry,
                  none,
                  ImplementationChoice.FIRST));
    }
  }

  /** Returns the layout of the rows of one point. */
  private Layout rowsTogether(Shape image) {
    return node.layouts()
        .channelsLast(ElementType.F32, 1, image.dimension(1), tiles.together(), image.dimension(3));
  }

  private void transformSource(Region image, long tile, Region transformed, long place) {
    long begin = tile % tiles.ofImage() * algorithm.outputs() - op.window().pad().get(0);
    long first = Math.max(0, begin);
    long count = Math.min(tiles.source().count(), begin + algorithm.points()) - first;
    Primitive product = sourceTransform(count);
    long read = (tile / tiles.ofImage() * tiles.source().count() + first) * tiles.source().length();
    long written = place * tiles.source().length();
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(slice(Argument.SRC, inputMatrix, first - begin, product.source()));
    arguments.add(slice(Argument.WEIGHTS, image, read, product.weights()));
    arguments.add(slice(Argument.DST, transformed, written, product.destination()));
    parts.add(new Part(product, arguments));
  }

  /** Returns the product that reads this many rows of the source; those beyond its edges are 0. */
  private Primitive sourceTransform(long count) {
    Primitive known = sourceTransforms.get(count);
    if (known != null) {
      return known;
    }
    Layout matrix = matrixOf(algorithm.points(), count);
    Layout rows = node.layouts().plain(ElementType.F32, count, tiles.source().length());
    try (PostOps none = new PostOps()) {
      Primitive product =
          node.keep(node.primitives().matmul(matrix, rows, pointsOfTile(tiles.source()), none));
      sourceTransforms.put(count, product);
      return product;
    }
  }

  private void transformProducts(Region products, long place, Region output, long tile) {
    long first = tile % tiles.ofImage() * algorithm.outputs();
    Primitive product =
        outputTransform(Math.min(algorithm.outputs(), tiles.output().count() - first));
    long read = place * tiles.output().length();
    long written =
        (tile / tiles.ofImage() * tiles.output().count() + first) * tiles.output().length();
    Layout rows = product.destination();
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(slice(Argument.SRC, outputMatrix, 0, product.source()));
    arguments.add(slice(Argument.WEIGHTS, products, read, product.weights()));
    for (PostOpLowering.Operand operand : operands) {
      arguments.add(
          operand.slopes()
              ? new Step.Argument(operand.key(), operand.region())
              : slice(operand.key(), operand.region(), written, rows));
    }
    arguments.add(slice(Argument.DST, output, written, rows));
    parts.add(new Part(product, arguments));
  }

  /** Returns the product that makes this many rows of the output. */
  private Primitive outputTransform(long count) {
    Primitive known = outputTransforms.get(count);
    if (known != null) {
      return known;
    }
    Layout matrix = matrixOf(count, algorithm.points());
    Layout rows = node.layouts().plain(ElementType.F32, count, tiles.output().length());
    try (PostOps list = new PostOps()) {
      fused.append(list, rows, summand.isPresent());
      Primitive product =
          node.keep(node.primitives().matmul(matrix, pointsOfTile(tiles.output()), rows, list));
      outputTransforms.put(count, product);
      return product;
    }
  }

  private Region matrix(float[] elements) {
    NativeMemory memory = node.keep(NativeMemory.ofFloats(elements, "a matrix"));
    Layout layout = node.layouts().plain(ElementType.F32, elements.length);
    return new Region(ArenaBuffer.constant(memory, memory.byteSize()), layout);
  }

  /** Returns the layout of neighbouring rows and columns of a matrix with a column per point. */
  private Layout matrixOf(long rows, long columns) {
    long[] strides = {algorithm.points(), 1};
    return node.layouts().strided(ElementType.F32, new long[] {rows, columns}, strides);
  }

  /** Returns the layout of a row of each point, of one tile among those computed together. */
  private Layout pointsOfTile(WinogradTiles.Rows rows) {
    return node.layouts()
        .strided(
            ElementType.F32,
            new long[] {algorithm.points(), rows.length()},
            new long[] {tiles.pointStride(rows), 1});
  }

  private Step.Argument slice(int key, Region whole, long first, Layout layout) {
    return new Step.Argument(key, node.plan().slice(whole, first, layout));
  }

  /** Reads what post-operations need, slopes of channels for each column of a row. */
  private void readOperands() {
    for (PostOpLowering.Operand operand : fused.operands(destination)) {
      boolean ofChannels = operand.slopes() && operand.region().layout().byteSize() > Float.BYTES;
      operands.add(
          ofChannels
              ? new PostOpLowering.Operand(operand.key(), repeated(operand.region()), true)
              : operand);
    }
  }

  private Region repeated(Region slopes) {
    Shape row = Shape.of(node.outputShape(0).dimension(3), op.filters());
    Region repeated =
        node.plan().allocate(node.layouts().plain(ElementType.F32, 1, tiles.output().length()));
    node.plan()
        .add(
            "slopes of a row",
            new StridedCopy(row, new long[] {0, 1}, 0),
            List.of(slopes),
            List.of(repeated));
    return repeated;
  }

  private Region output() {
    if (summand.isEmpty()) {
      return node.write(0, destination);
    }
    Region replaced = node.read(summand.get(), destination);
    Region output = new Region(replaced.buffer(), destination);
    node.set(0, output);
    return output;
  }

  private Region scratch(long elements) {
    Region region = node.plan().allocate(node.layouts().plain(ElementType.F32, elements));
    region.buffer().makeScratchpad();
    return region;
  }

  /** Adds the step, with one scratchpad for all parts. */
  private void finish(
      List<Step.Argument> inputs, Region output, Region transformed, Region products) {
    long bytes = 1;
    for (Part part : parts) {
      bytes = Math.max(bytes, part.primitive().scratchpadBytes());
    }
    Region scratchpad = node.plan().allocate(node.layouts().plain(ElementType.U8, bytes));
    scratchpad.buffer().makeScratchpad();
    List<Step.OfPrimitive> steps = new ArrayList<>();
    for (Part part : parts) {
      List<Step.Argument> arguments = new ArrayList<>(part.arguments());
      if (part.primitive().scratchpadBytes() > 0) {
        arguments.add(
            new Step.Argument(
                Argument.SCRATCHPAD,
                new Region(scratchpad.buffer(), part.primitive().scratchpad())));
      }
      steps.add(new Step.OfPrimitive(node.node(), part.primitive(), arguments));
    }
    List<Step.Argument> outputs = new ArrayList<>();
    outputs.add(new Step.Argument(Argument.DST, output));
    for (Region scratch : List.of(transformed, products, scratchpad)) {
      outputs.add(new Step.Argument(Argument.SCRATCHPAD, scratch));
    }
    node.plan().add(KIND, steps, inputs, outputs);
  }
}
