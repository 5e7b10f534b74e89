package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlopsTest {
  @Test
  void productsCountMultiplicationsAndAdditions() {
    Window window = new Window(List.of(3L, 3L), List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L));
    // 8 · 5 · 5 elements, each of 4 / 2 channels in a window of 9, and a bias.
    assertEquals(
        200 * (2 * 2 * 9 + 1),
        flops(new Convolution(window, 8, 2, true), shape(1, 4, 5, 5), shape(8, 2, 3, 3), shape(8)));
    assertEquals(
        100 * 2 * 8 * 9,
        flops(
            new Deconvolution(window, List.of(0L, 0L), List.of(), 8, 1, false),
            shape(1, 4, 5, 5),
            shape(4, 8, 3, 3)));
    assertEquals(
        2 * 7 * (2 * 12 + 1),
        flops(new FullyConnected(7, true, true), shape(2, 3, 4), shape(7, 12), shape(7)));
    assertEquals(
        6 * 7 * 2 * 4, flops(new FullyConnected(7, false, false), shape(2, 3, 4), shape(7, 4)));
    assertEquals(2 * 2 * 5 * 3, flops(new Dot(false, false), shape(2, 3), shape(3, 5)));
    assertEquals(2 * 2 * 5 * 3, flops(new Dot(true, true), shape(3, 2), shape(5, 3)));
    assertEquals(
        4 * 2 * 5 * 2 * 3,
        flops(
            new MatrixProduct("batch_dot", true, false, 1, 0, -2), shape(4, 3, 2), shape(4, 3, 5)));
  }

  @Test
  void attentionCountsTheLengthOfItsSums() {
    // 2 heads of width 5 in (steps 3, batch 1, 3 · 2 · 5).
    assertEquals(
        2 * 3 * 3 * 2 * 5,
        flops(new InterleavedAttention(InterleavedAttention.Kind.SELF_SCORES, 2), shape(3, 1, 30)));
    assertEquals(
        3 * 10 * 2 * 3,
        flops(
            new InterleavedAttention(InterleavedAttention.Kind.SELF_VALUES, 2),
            shape(3, 1, 30),
            shape(2, 3, 3)));
  }

  @Test
  void recurrentLayersCountTheirWeights() {
    Recurrent lstm = new Recurrent(Recurrent.Cell.LSTM, 4, 0, 2, true, false);
    long first = 2 * 4 * 4 * (6 + 4) + 4 * 4 * 4;
    long second = 2 * 4 * 4 * (8 + 4) + 4 * 4 * 4;
    assertEquals(
        2 * 5 * 3 * (first + second),
        flops(lstm, shape(5, 3, 6), shape(lstm.parameterCount(6)), shape(4, 3, 4), shape(4, 3, 4)));
  }

  @Test
  void otherFamiliesCountElements() {
    assertEquals(24, flops(new Unary(UnaryFunction.RELU), shape(2, 3, 4)));
    assertEquals(48, flops(new AddN(), shape(2, 3, 4), shape(2, 3, 4), shape(2, 3, 4)));
    assertEquals(24 * 8, flops(new LayerNorm(-1, 0, 3), shape(2, 3, 4), shape(4), shape(4)));
    assertEquals(
        24,
        flops(
            new Reduction(Reduction.Function.SUM, List.of(1), false, false, Optional.empty()),
            shape(2, 3, 4)));
    assertEquals(0, flops(new SwapAxes(0, 1), shape(2, 3, 4)));
    assertEquals(0, flops(new Embedding(9, 5), shape(2, 3), shape(9, 5)));
  }

  @Test
  void fusedOperatorsCountEachPostOperation() {
    Op base = new FullyConnected(7, false, true);
    Op fused =
        new Fused(
            base,
            2,
            List.of(new PostOp.Elementwise(new Unary(UnaryFunction.RELU)), new PostOp.Sum()));
    assertEquals(
        flops(base, shape(2, 3), shape(7, 3)) + 2 * 14,
        flops(fused, shape(2, 3), shape(7, 3), shape(2, 7)));
  }

  /** The paper on ResNet counts 3.8 · 10⁹ multiply-adds of resnet-50, for products alone. */
  @Test
  void resNet50IsAsInItsPaper() {
    Network network = NetworkZoo.named("resnet-50", Head.SOFTMAX);
    byte[] symbol = network.symbolJson().getBytes(StandardCharsets.UTF_8);
    Graph graph = ModelReader.readSymbol(ModelSource.mxnet(symbol, new byte[0]));
    int data =
        graph.inputs().stream().filter(i -> i.name().equals("data")).findFirst().get().value();
    List<ValueType> types = ShapeInference.infer(graph, Map.of(data, shape(1, 3, 224, 224)));
    long products = 0;
    long all = 0;
    for (Node node : graph.nodes()) {
      long flops =
          Flops.of(
              node.op(),
              node.inputs().stream().map(types::get).toList(),
              node.outputs().stream().map(types::get).toList());
      boolean multiplies = node.op() instanceof Convolution || node.op() instanceof FullyConnected;
      products += multiplies ? flops : 0;
      all += flops;
    }
    assertEquals(3.8e9, products / 2.0, 0.08e9);
    assertTrue(all > products && all < 1.02 * products, all + " of which products " + products);
  }

  private static ValueType shape(long... dimensions) {
    return new ValueType(DataType.FLOAT32, Shape.of(dimensions));
  }

  private static long flops(Op op, ValueType... inputs) {
    return Flops.of(op, Arrays.asList(inputs), op.infer(Arrays.asList(inputs)));
  }
}
