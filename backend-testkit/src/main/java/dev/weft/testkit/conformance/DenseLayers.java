package dev.weft.testkit.conformance;

import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.format.ParameterArray;
import dev.weft.format.ParameterFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of dense layers, worked out in double precision: a right answer that no backend has a
 * part in.
 *
 * @param layers weight and bias of each layer
 */
record DenseLayers(List<Layer> layers) {

  /**
   * One layer.
   *
   * @param weight rows of weights, one for each unit
   * @param bias what is added to each unit
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Layer(double[] weight, double[] bias) {

    double[] apply(double[] in) {
      double[] out = bias.clone();
      for (int unit = 0; unit < out.length; unit++) {
        for (int i = 0; i < in.length; i++) {
          out[unit] += weight[unit * in.length + i] * in[i];
        }
      }
      return out;
    }
  }

  /** Reads layers whose arrays lie in the order of the network: weight, bias, weight, … */
  static DenseLayers read(ModelSource source) {
    List<Layer> layers = new ArrayList<>();
    try (ParameterFile file = ParameterFile.open(source.parameters())) {
      for (int i = 0; i < file.arrays().size(); i += 2) {
        layers.add(new Layer(values(file.arrays().get(i)), values(file.arrays().get(i + 1))));
      }
    }
    return new DenseLayers(layers);
  }

  /** The softmax of the last layer, with ReLU between the layers. */
  double[] probabilities(double[] in) {
    double[] value = in;
    for (int i = 0; i < layers.size(); i++) {
      value = layers.get(i).apply(value);
      for (int unit = 0; i < layers.size() - 1 && unit < value.length; unit++) {
        value[unit] = Math.max(0, value[unit]);
      }
    }
    double sum = 0;
    for (int unit = 0; unit < value.length; unit++) {
      value[unit] = Math.exp(value[unit]);
      sum += value[unit];
    }
    for (int unit = 0; unit < value.length; unit++) {
      value[unit] /= sum;
    }
    return value;
  }

  private static double[] values(ParameterArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(array.byteSize()));
    bytes.order(ByteOrder.nativeOrder());
    array.read(0, bytes);
    return Tensor.of(array.dataType(), bytes.flip(), array.shape().dimensions()).toDoubleArray();
  }
}
