package dev.weft.testkit.conformance;

import dev.weft.DataType;
import dev.weft.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators on sequences give what the reference gives. */
public abstract class SequenceOperatorsConformance extends OperatorChecks {
  private static final double EXACT = 0;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected SequenceOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void sequencesAreMaskedCutAndTurned() {
    for (String axis : List.of("0", "1")) {
      Tensor data = values.normal(4, 3, 2);
      long batch = axis.equals("0") ? 3 : 4;
      Tensor lengths = values.whole(DataType.FLOAT32, 1, 3, batch);
      Map<String, String> ragged = Map.of("use_sequence_length", "True", "axis", axis);
      agree("SequenceLast", ragged, data, lengths);
      agree("SequenceLast", Map.of("axis", axis), data);
      agree("SequenceLast", ragged, values.normal(4, 3), lengths);
      agree("SequenceLast", ragged, values.normal(4, 3, 2, 2), lengths);
      Map<String, String> masked = new HashMap<>(ragged);
      agree("SequenceMask", masked, data, lengths);
      agree("SequenceMask", Map.of("axis", axis), data);
      masked.put("value", "-3.5");
      agree("SequenceMask", masked, values.normal(4, 3, 2, 2), lengths);
      agree("SequenceMask", masked, values.normal(4, 3), values.whole(DataType.INT32, 0, 3, batch));
      agree(
          "SequenceMask",
          masked,
          values.whole(DataType.INT32, -9, 9, 4, 3, 2),
          values.whole(DataType.INT64, 0, 3, batch));
    }
    Map<String, String> ragged = Map.of("use_sequence_length", "True");
    agree("SequenceReverse", Map.of(), values.normal(4, 3, 2));
    agree("SequenceReverse", ragged, values.normal(4, 3), values.whole(DataType.INT32, 1, 4, 3));
    agree(
        "SequenceReverse",
        ragged,
        values.normal(5, 3, 2, 2),
        values.whole(DataType.FLOAT32, 1, 5, 3));
  }

  private void agree(String operator, Map<String, String> attributes, Tensor... inputs) {
    of(operator, attributes, inputs).agrees(EXACT);
  }
}
