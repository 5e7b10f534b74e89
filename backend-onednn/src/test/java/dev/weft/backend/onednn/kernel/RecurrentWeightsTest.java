package dev.weft.backend.onednn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.graph.op.Recurrent;
import java.nio.FloatBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecurrentWeightsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void placesLayersOfDifferentWidthsBehindOneAnother() {
    Recurrent op = new Recurrent(Recurrent.Cell.TANH, 1, 0, 3, true, false);
    FloatBuffer source = counted(op.parameterCount(4));
    FloatBuffer target = FloatBuffer.allocate(source.capacity());
    new RecurrentWeights(op, 4).reorder(source, target);
    float[] expected = {
      0,
      1,
      2,
      3,
      5,
      6,
      7,
      8,
      4,
      9, // first layer: 4 columns and the state, for each direction
      10,
      11,
      13,
      14,
      12,
      15, // second layer: 2 columns and the state
      16,
      17,
      19,
      20,
      18,
      21, // third layer
      45,
      49,
      53,
      57,
      61,
      65,
      0,
      0,
      0,
      0,
      0,
      0 // sums of two biases each
    };
    assertArrayEquals(expected, target.array());
  }

  @Test
  void takesTimeInProportionToTheLayers() {
    int layers = 500_000;
    Recurrent op = new Recurrent(Recurrent.Cell.TANH, 1, 0, layers, false, false);
    FloatBuffer source = counted(op.parameterCount(1));
    FloatBuffer target = FloatBuffer.allocate(source.capacity());
    assertTimeoutPreemptively(PATIENCE, () -> new RecurrentWeights(op, 1).reorder(source, target));
  }

  private static FloatBuffer counted(int count) {
    FloatBuffer buffer = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      buffer.put(i, i);
    }
    return buffer;
  }
}
