package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.InterleavedAttention.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows of shapes known in part never contradicts what follows of the whole shapes. */
class PartialShapesTest {
  private static final Shape CUBE = Shape.of(4, 6, 8);

  @Test
  void normalizations() {
    holds(new Softmax(1, false, false, false, 1, true, Optional.empty()), CUBE, Shape.of(4, 8));
    holds(new L2Normalization(L2Normalization.Mode.CHANNEL, 0), CUBE);
    holds(new LocalResponseNorm(3, 1, 1, 1), Shape.of(2, 3, 4, 5));
    holds(new LayerNorm(-1, 0, 3), CUBE, Shape.of(8), Shape.of(8));
    holds(new GroupNorm(2, 0, 3), CUBE, Shape.of(2), Shape.of(2));
    holds(new GroupNorm(0, 0, 1), CUBE, Shape.of(6), Shape.of(6));
  }

  @Test
  void reductions() {
    for (boolean keeps : List.of(true, false)) {
      for (List<Integer> axes : List.of(List.<Integer>of(), List.of(1), List.of(0, -1))) {
        for (boolean excludes : List.of(true, false)) {
          holds(
              new Reduction(Reduction.Function.SUM, axes, keeps, excludes, Optional.empty()), CUBE);
        }
      }
      holds(new IndexOfExtreme(true, Optional.empty(), keeps), CUBE);
      holds(new IndexOfExtreme(true, Optional.of(1), keeps), CUBE);
    }
    holds(new AddN(), CUBE, CUBE, CUBE);
    holds(new Moments(List.of(0, 2), true), CUBE);
  }

  @Test
  void indexing() {
    holds(new Where(), CUBE, CUBE, CUBE);
    holds(new Where(), Shape.of(4), CUBE, CUBE);
    holds(new Take(1, IndexMode.CLIP), CUBE, Shape.of(3, 2));
    holds(new Embedding(9, 5), Shape.of(3, 2), Shape.of(9, 5));
    holds(new OneHot(7, 1, 0, DataType.FLOAT32), Shape.of(3, 2));
    holds(new Pick(1, false, IndexMode.CLIP), CUBE, Shape.of(4, 8));
    holds(new Pick(1, true, IndexMode.CLIP), CUBE, Shape.of(4, 1, 8));
    holds(new GatherNd(), CUBE, Shape.of(2, 5));
    for (TopK.Result result : TopK.Result.values()) {
      holds(new TopK(2, Optional.of(-1), result, true, DataType.INT32), CUBE);
      holds(new TopK(0, Optional.empty(), result, true, DataType.INT32), CUBE);
    }
  }

  @Test
  void products() {
    holds(new Dot(false, false), CUBE, Shape.of(8, 3));
    holds(new Dot(true, true), CUBE, Shape.of(3, 4));
    holds(new Dot(false, false), Shape.of(8), Shape.of(8));
    Shape product = Shape.of(4, 6, 3);
    holds(new MatrixProduct("batch_dot", false, true, 1, 0, -2), CUBE, Shape.of(4, 3, 8));
    holds(new MatrixProduct("gemm", false, false, 1, 1, -2), CUBE, Shape.of(4, 8, 3), product);
    holds(new InterleavedAttention(Kind.SELF_SCORES, 2), Shape.of(5, 3, 12));
    holds(new InterleavedAttention(Kind.SELF_VALUES, 2), Shape.of(5, 3, 12), Shape.of(6, 5, 5));
    holds(new InterleavedAttention(Kind.CROSS_SCORES, 2), Shape.of(7, 3, 4), Shape.of(5, 3, 8));
    holds(new InterleavedAttention(Kind.CROSS_VALUES, 2), Shape.of(5, 3, 8), Shape.of(6, 7, 5));
  }

  @Test
  void impossibleInputsAreRefused() {
    refused(new Dot(false, false), CUBE, Shape.of(7, 3));
    refused(new MatrixProduct("batch_dot", false, false, 1, 0, -2), CUBE, Shape.of(3, 8, 2));
    refused(new Take(3, IndexMode.CLIP), CUBE, Shape.of(2));
    refused(new GroupNorm(4, 0, 1), CUBE, Shape.of(4), Shape.of(4));
    refused(new TopK(9, Optional.of(-1), TopK.Result.VALUES, true, DataType.INT32), CUBE);
    refused(new Where(), Shape.of(5), CUBE, CUBE);
    refused(new GatherNd(), Shape.of(3), Shape.of(2, 5));
  }

  private static void refused(Op op, Shape... inputs) {
    assertThrows(
        IllegalArgumentException.class, () -> op.infer(types(Arrays.asList(inputs))), op::toString);
  }

  private static void holds(Op op, Shape... inputs) {
    List<ValueType> whole = op.infer(types(Arrays.asList(inputs)));
    assertEquals(op.outputs(), whole.size());
    for (int i = 0; i < inputs.length; i++) {
      for (Shape partial : partial(inputs[i])) {
        List<Shape> known = new ArrayList<>(Arrays.asList(inputs));
        known.set(i, partial);
        assertDoesNotThrow(() -> agrees(op, known, inputs, whole), () -> op + " of " + known);
      }
    }
  }

  private static void agrees(Op op, List<Shape> known, Shape[] inputs, List<ValueType> whole) {
    List<ValueType> inferred = op.infer(types(known));
    for (int i = 0; i < whole.size(); i++) {
      assertEquals(
          whole.get(i).shape(), Dimensions.merge(whole.get(i).shape(), inferred.get(i).shape()));
    }
    List<Shape> backwards = op.inferInputs(types(known), whole);
    for (int i = 0; i < backwards.size(); i++) {
      assertEquals(inputs[i], Dimensions.merge(inputs[i], backwards.get(i)));
    }
  }

  /** Returns the shape with its rank unknown, and with each of its dimensions unknown. */
  private static List<Shape> partial(Shape shape) {
    List<Shape> partial = new ArrayList<>();
    partial.add(shape);
    partial.add(Shape.ofUnknownRank());
    partial.add(Dimensions.ofRank(shape.rank()));
    for (int axis = 0; axis < shape.rank(); axis++) {
      partial.add(Dimensions.with(shape, axis, Shape.UNKNOWN));
    }
    return partial;
  }

  private static List<ValueType> types(List<Shape> shapes) {
    return shapes.stream().map(shape -> new ValueType(DataType.FLOAT32, shape)).toList();
  }
}
