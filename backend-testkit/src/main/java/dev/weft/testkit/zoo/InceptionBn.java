package dev.weft.testkit.zoo;

import java.util.List;

/**
 * Inception with batch normalization, of Ioffe and Szegedy, "Batch normalization"
 * (arXiv:1502.03167), figure 5, in the widths and with the convolution biases of MXNet's {@code
 * inception-bn}: ten blocks of parallel convolutions whose results are joined along the channels.
 * Input 3×224×224, 1,000 classes.
 */
public final class InceptionBn {

  private static final int CLASSES = 1000;
  private static final String EPSILON = "0.0001";

  private final NetworkBuilder network = new NetworkBuilder(List.of(3, 224, 224));

  private InceptionBn() {}

  /**
   * The network {@code inception-bn}.
   *
   * @param head what it gives out
   * @return the network
   */
  public static Network of(Head head) {
    return new InceptionBn().build(head);
  }

  /** The widths of a block that keeps the image's size. */
  private record Widths(
      int single, int reduce3x3, int conv3x3, int reduceDouble, int convDouble, int projection) {}

  /** The widths of a block that halves the image. */
  private record HalvingWidths(int reduce3x3, int conv3x3, int reduceDouble, int convDouble) {}

  private Network build(Head head) {
    Feature value = stem();
    value = block("3a", value, new Widths(64, 64, 64, 64, 96, 32), "avg");
    value = block("3b", value, new Widths(64, 64, 96, 64, 96, 64), "avg");
    value = halvingBlock("3c", value, new HalvingWidths(128, 160, 64, 96));
    value = block("4a", value, new Widths(224, 64, 96, 96, 128, 128), "avg");
    value = block("4b", value, new Widths(192, 96, 128, 96, 128, 128), "avg");
    value = block("4c", value, new Widths(160, 128, 160, 128, 160, 128), "avg");
    value = block("4d", value, new Widths(96, 128, 192, 160, 192, 128), "avg");
    value = halvingBlock("4e", value, new HalvingWidths(128, 192, 192, 256));
    value = block("5a", value, new Widths(352, 192, 320, 160, 224, 128), "avg");
    value = block("5b", value, new Widths(352, 192, 320, 192, 224, 128), "max");
    Feature pooled = network.pool("global_pool", value, "avg", new Window(7, 1, 0));
    Feature flat = network.flatten("flatten", pooled);
    return network.build("inception-bn", network.classifier("fc1", flat, CLASSES), head);
  }

  private Feature stem() {
    Feature first = convolution("1", network.input(), 64, new Window(7, 2, 3));
    Feature half = network.pool("pool_1", first, "max", new Window(3, 2, 0));
    Feature reduced = convolution("2_reduce", half, 64, new Window(1, 1, 0));
    Feature second = convolution("2", reduced, 192, new Window(3, 1, 1));
    return network.pool("pool_2", second, "max", new Window(3, 2, 0));
  }

  private Feature block(String name, Feature in, Widths widths, String poolType) {
    Feature single = convolution(name + "_1x1", in, widths.single(), new Window(1, 1, 0));
    Feature triple = branch3x3(name, in, widths.reduce3x3(), widths.conv3x3(), 1);
    Feature twice = branchDouble(name, in, widths.reduceDouble(), widths.convDouble(), 1);
    Feature pool = network.pool(name + "_pool", in, poolType, new Window(3, 1, 1));
    Feature projected = convolution(name + "_proj", pool, widths.projection(), new Window(1, 1, 0));
    return network.concat(name + "_concat", List.of(single, triple, twice, projected));
  }

  private Feature halvingBlock(String name, Feature in, HalvingWidths widths) {
    Feature triple = branch3x3(name, in, widths.reduce3x3(), widths.conv3x3(), 2);
    Feature twice = branchDouble(name, in, widths.reduceDouble(), widths.convDouble(), 2);
    Feature pool = network.pool(name + "_pool", in, "max", new Window(3, 2, 1));
    return network.concat(name + "_concat", List.of(triple, twice, pool));
  }

  private Feature branch3x3(String block, Feature in, int reduced, int filters, int stride) {
    String name = block + "_3x3";
    Feature narrow = convolution(name + "_reduce", in, reduced, new Window(1, 1, 0));
    return convolution(name, narrow, filters, new Window(3, stride, 1));
  }

  private Feature branchDouble(String block, Feature in, int reduced, int filters, int stride) {
    String name = block + "_double_3x3";
    Feature narrow = convolution(name + "_reduce", in, reduced, new Window(1, 1, 0));
    Feature first = convolution(name + "_0", narrow, filters, new Window(3, 1, 1));
    return convolution(name + "_1", first, filters, new Window(3, stride, 1));
  }

  private Feature convolution(String name, Feature in, int filters, Window window) {
    Feature conv = network.convolution("conv_" + name, in, filters, window, true);
    Feature bn = network.batchNorm("bn_" + name, conv, EPSILON, 1);
    return network.activation("relu_" + name, bn, "relu");
  }
}
