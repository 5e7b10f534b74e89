package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that several threads, or several steps, share: longer ones than the catalogue has. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class LongRowsIT {
  private static final int ROWS = 3;
  private static final Fill NUMBERS_WITH_TIES = Fill.integers(-200, 200);

  @ParameterizedTest
  @CsvSource({"31,True", "32,False", "33,True", "64,True", "100,False", "129,True", "2000,False"})
  void rowsAreSortedAndTiesKeepTheirOrder(int size, String ascending) {
    OperatorCase sort =
        OperatorCase.of("topk")
            .with("ret_typ", "both")
            .with("k", 0)
            .with("axis", 1)
            .with("is_ascend", ascending)
            .with("dtype", "int32")
            .outputs(2)
            .input("data", NUMBERS_WITH_TIES, ROWS, size);
    float[] data = data(sort);
    List<Tensor> answer = answer(sort);
    long[] indices = answer.get(1).toLongArray();
    float[] values = answer.get(0).toFloatArray();
    for (int row = 0; row < ROWS; row++) {
      int first = row * size;
      Comparator<Integer> byValue = Comparator.comparingDouble(i -> data[first + i]);
      int[] right =
          IntStream.range(0, size)
              .boxed()
              .sorted(ascending.equals("True") ? byValue : byValue.reversed())
              .mapToInt(i -> i)
              .toArray();
      for (int i = 0; i < size; i++) {
        assertArrayEquals(
            new double[] {right[i], data[first + right[i]]},
            new double[] {indices[first + i], values[first + i]},
            "element " + i + " of row " + row);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 512, 1000})
  void eachElementHasTheSumOfThoseBeforeIt(int size) {
    OperatorCase sums =
        OperatorCase.of("cumsum").with("axis", 1).input("a", NUMBERS_WITH_TIES, ROWS, size, 2);
    float[] right = data(sums);
    for (int i = 0; i < right.length; i++) {
      right[i] += i / 2 % size == 0 ? 0 : right[i - 2];
    }
    assertArrayEquals(right, answer(sums).get(0).toFloatArray());
  }

  @ParameterizedTest
  @CsvSource({"1000,1", "21,300"})
  void theFirstOfTheGreatestIsFound(int size, int after) {
    OperatorCase greatest =
        OperatorCase.of("argmax").with("axis", 1).input("data", NUMBERS_WITH_TIES, 2, size, after);
    float[] data = data(greatest);
    float[] right = new float[2 * after];
    for (int row = 0; row < right.length; row++) {
      int first = row / after * size * after + row % after;
      right[row] =
          IntStream.range(0, size)
              .boxed()
              .max(
                  Comparator.comparingDouble((Integer i) -> data[first + i * after])
                      .thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
    }
    assertArrayEquals(right, answer(greatest).get(0).toFloatArray());
  }

  private static float[] data(OperatorCase operator) {
    return operator.inputs().values().iterator().next().toFloatArray();
  }

  private static List<Tensor> answer(OperatorCase operator) {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(operator.model(), Subject.options())) {
      return predictor.predict(operator.inputs());
    }
  }
}
