package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Execution;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Primitives;
import dev.weft.backend.onednn.handle.Stream;
import java.util.List;

/**
 * Minimal filtering algorithms F(m, 3): m outputs of a filter of three taps from m + 2 inputs, with
 * as many products instead of 3 m. Inputs x, taps g and outputs y are related by y = A^T ((G g)
 * (B^T x)), where the product of the vectors in parentheses goes element by element; each element
 * belongs to a point at which polynomials are evaluated: 0, 1, -1, then 2 and -2, and infinity.
 * Here x, g and y are rows of images and of kernels. Shmuel Winograd, <i>Arithmetic Complexity of
 * Computations</i>, 1980; Andrew Lavin and Scott Gray, <i>Fast Algorithms for Convolutional Neural
 * Networks</i>, 2016, whose matrices these are but for signs.
 */
public final class Winograd {
  /** Two outputs from four inputs. */
  public static final Winograd F_2_3 =
      new Winograd(
          2,
          matrix(
              1, 0, 0, //
              1 / 2f, 1 / 2f, 1 / 2f, //
              1 / 2f, -1 / 2f, 1 / 2f, //
              0, 0, 1),
          matrix(
              1, 0, -1, 0, //
              0, 1, 1, 0, //
              0, -1, 1, 0, //
              0, -1, 0, 1),
          matrix(
              1, 1, 1, 0, //
              0, 1, -1, 1));

  /** Four outputs from six inputs. */
  public static final Winograd F_4_3 =
      new Winograd(
          4,
          matrix(
              1 / 4f, 0, 0, //
              -1 / 6f, -1 / 6f, -1 / 6f, //
              -1 / 6f, 1 / 6f, -1 / 6f, //
              1 / 24f, 1 / 12f, 1 / 6f, //
              1 / 24f, -1 / 12f, 1 / 6f, //
              0, 0, 1),
          matrix(
              4, 0, -5, 0, 1, 0, //
              0, -4, -4, 1, 1, 0, //
              0, 4, -4, -1, 1, 0, //
              0, -2, -1, 2, 1, 0, //
              0, 2, -1, -2, 1, 0, //
              0, 4, 0, -5, 0, 1),
          matrix(
              1, 1, 1, 1, 1, 0, //
              0, 1, -1, 2, -2, 0, //
              0, 1, 1, 4, 4, 0, //
              0, 1, -1, 8, -8, 1));

  /** All of them. */
  public static final List<Winograd> ALL = List.of(F_2_3, F_4_3);

  /** Taps of the filter. */
  public static final int TAPS = 3;

  /** The point whose products are added to every output: its column of A^T is all ones. */
  public static final int POINT_OF_BIAS = 1;

  private static final long ALIGNMENT = 64;

  private final int outputs;
  private final float[] tapMatrix;
  private final float[] inputMatrix;
  private final float[] outputMatrix;

  /** Takes G, B^T and A^T, by rows. */
  private Winograd(int outputs, float[] tapMatrix, float[] inputMatrix, float[] outputMatrix) {
    this.outputs = outputs;
    this.tapMatrix = tapMatrix;
    this.inputMatrix = inputMatrix;
    this.outputMatrix = outputMatrix;
  }

  private static float[] matrix(float... elements) {
    return elements;
  }

  /** {@return the outputs that are computed together} */
  public int outputs() {
    return outputs;
  }

  /** {@return the inputs that are read for them, and the products of each channel and filter} */
  public int points() {
    return outputs + TAPS - 1;
  }

  /** {@return B^T by rows, as many as there are points, with as many columns} */
  public float[] inputMatrix() {
    return inputMatrix.clone();
  }

  /** {@return A^T by rows, as many as there are outputs, with a column for each point} */
  public float[] outputMatrix() {
    return outputMatrix.clone();
  }

  /** Returns the bytes of the weights of all points. */
  long weightBytes(Layout each) {
    return points() * weightStride(each);
  }

  /** Returns the distance in bytes between the transformed weights of two points. */
  static long weightStride(Layout each) {
    return (each.byteSize() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Transforms weights of filters, channels, three rows, and columns. They are brought into the
   * layout first, as the transform does not depend on it.
   *
   * @param from how they lie
   * @param source where
   * @param each the layout for each point: filters, channels, one row, and columns
   * @param target where they go, {@link #weightStride} apart
   */
  void transformWeights(
      Layout from,
      NativeMemory source,
      Layout each,
      NativeMemory target,
      LayoutPool pool,
      Stream stream) {
    long elements = each.byteSize() / ElementType.F32.byteSize();
    long stride = weightStride(each) / ElementType.F32.byteSize();
    long[] rowOfKernel = from.dimensions();
    rowOfKernel[2] = 1;
    Layout rows = pool.plain(ElementType.F32, TAPS, elements);
    Layout points =
        pool.strided(ElementType.F32, new long[] {points(), elements}, new long[] {stride, 1});
    Layout matrix = pool.plain(ElementType.F32, points(), TAPS);
    Primitives primitives = new Primitives(pool);
    try (PostOps none = new PostOps();
        NativeMemory taps = NativeMemory.ofFloats(tapMatrix, "a matrix");
        NativeMemory arranged = NativeMemory.allocate(rows.byteSize(), "rows of weights");
        Primitive product = primitives.matmul(matrix, rows, points, none)) {
      for (int row = 0; row < TAPS; row++) {
        Layout part = pool.part(from, rowOfKernel, new long[] {0, 0, row, 0});
        try (Primitive reorder = primitives.reorder(part, each)) {
          run(
              reorder,
              stream,
              new Execution.Operand(Argument.SRC, part, source, 0),
              new Execution.Operand(Argument.DST, each, arranged, row * each.byteSize()));
        }
      }
      run(
          product,
          stream,
          new Execution.Operand(Argument.SRC, matrix, taps, 0),
          new Execution.Operand(Argument.WEIGHTS, rows, arranged, 0),
          new Execution.Operand(Argument.DST, points, target, 0));
    }
  }

  private static void run(Primitive primitive, Stream stream, Execution.Operand... operands) {
    Execution.runOnce("transforming weights", primitive, stream, List.of(operands));
  }
}
