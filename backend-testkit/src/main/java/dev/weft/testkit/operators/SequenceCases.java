package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Operators on sequences of different lengths. */
final class SequenceCases {

  private SequenceCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(mask(), last(), reverse()).flatMap(part -> part).map(OperatorCase::exact);
  }

  private static OperatorCase of(String name, int axis, int... shape) {
    return OperatorCase.of(name)
        .with("use_sequence_length", true)
        .with("axis", axis)
        .input("data", Fill.normal(), shape)
        .input("sequence_length", Fill.integers(1, shape[axis]), shape[1 - axis]);
  }

  private static OperatorCase whole(String name, int... shape) {
    return OperatorCase.of(name)
        .with("use_sequence_length", false)
        .input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> mask() {
    return Stream.of(
        of("SequenceMask", 1, 3, 7),
        of("SequenceMask", 1, 3, 7, 4),
        of("SequenceMask", 0, 7, 3, 4),
        of("SequenceMask", 0, 5, 2, 3, 2).with("value", -1.5),
        of("SequenceMask", 1, 2, 12, 3).with("value", "-1e18"),
        of("SequenceMask", 0, 1, 1, 3),
        whole("SequenceMask", 4, 2, 3));
  }

  private static Stream<OperatorCase> last() {
    return Stream.of(
        of("SequenceLast", 0, 7, 3, 4),
        of("SequenceLast", 1, 3, 7, 4),
        of("SequenceLast", 0, 5, 2, 3, 2),
        whole("SequenceLast", 4, 2, 3),
        whole("SequenceLast", 4, 2, 3).with("axis", 1));
  }

  private static Stream<OperatorCase> reverse() {
    return Stream.of(
        of("SequenceReverse", 0, 7, 3, 4),
        of("SequenceReverse", 0, 5, 2, 3, 2),
        of("SequenceReverse", 0, 1, 4, 2),
        whole("SequenceReverse", 4, 2, 3));
  }
}
