package dev.weft.backend.onednn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreOrderTest {
  private static final float[] ODD = {
    0,
    -0f,
    1,
    -1,
    Float.NaN,
    Float.intBitsToFloat(0xffc00001),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 40, 1000, 5000})
  void findsTheBestOfManyScores(int most) {
    Random random = new Random(5);
    float[] scores = new float[5000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextFloat() - 0.3f;
    }
    assertSorted(IntStream.range(0, scores.length).filter(i -> i % 3 > 0).toArray(), scores, most);
  }

  @Test
  void keepsEqualScoresInOrder() {
    int[] indices = IntStream.range(0, 300).toArray();
    assertSorted(indices, new float[300], 7);
    assertSorted(indices, new float[300], 300);
  }

  private static void assertSorted(int[] indices, float[] scores, int most) {
    int[] expected =
        IntStream.of(indices)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i] == 0 ? 0 : -scores[i]))
            .limit(most)
            .mapToInt(Integer::intValue)
            .toArray();
    assertArrayEquals(expected, ScoreOrder.best(indices, indices.length, scores, most));
  }
}
