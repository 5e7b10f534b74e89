package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
  @Test
  void leavesProbabilitiesAlone() {
    Probabilities probabilities = Probabilities.of(new float[] {0.25f, 0.5f, 0.25f});
    assertEquals(0.5, probabilities.of(1));
    assertEquals(List.of(1, 0), probabilities.top(2));
    assertEquals(List.of(1, 0, 2), probabilities.top(9));
  }

  @Test
  void takesTheSoftmaxOfScores() {
    Probabilities probabilities = Probabilities.of(new float[] {1000, 1000 + (float) Math.log(3)});
    assertEquals(0.25, probabilities.of(0), 1e-4);
    assertEquals(0.75, probabilities.of(1), 1e-4);
    assertEquals(List.of(1), probabilities.top(1));
  }

  @Test
  void takesTheSoftmaxOfScoresThatHappenToSumToOne() {
    assertEquals(1 / (1 + Math.exp(-3)), Probabilities.of(new float[] {2, -1}).of(0), 1e-6);
  }
}
