package dev.weft.testkit.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Functions of matrices, their diagonals and triangles. */
final class LinearAlgebraCases {
  private static final List<Boolean> BOTH = List.of(false, true);

  /** Symmetric and positive definite, if one matrix or a batch of them has four rows. */
  private static final Fill DEFINITE =
      Fill.of(4, 1, 0.5, -1, 1, 5, 0.25, 0.5, 0.5, 0.25, 3, 1, -1, 0.5, 1, 6);

  private LinearAlgebraCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(factors(), triangles(), products(), inverses(), diagonals())
        .flatMap(part -> part);
  }

  private static Stream<OperatorCase> factors() {
    return BOTH.stream()
        .flatMap(
            lower ->
                Stream.of("_linalg_potrf", "linalg_potrf", "_linalg_potri", "linalg_potri")
                    .flatMap(
                        name ->
                            Stream.of(new int[] {4, 4}, new int[] {3, 4, 4})
                                .map(
                                    shape ->
                                        OperatorCase.of(name)
                                            .with("lower", lower)
                                            .input("A", DEFINITE, shape))));
  }

  private static Stream<OperatorCase> triangles() {
    List<OperatorCase> cases = new ArrayList<>();
    for (String name : List.of("_linalg_trmm", "linalg_trmm", "_linalg_trsm", "linalg_trsm")) {
      for (boolean lower : BOTH) {
        for (boolean transposed : BOTH) {
          for (boolean right : BOTH) {
            cases.add(
                OperatorCase.of(name)
                    .with("lower", lower)
                    .with("transpose", transposed)
                    .with("rightside", right)
                    .with("alpha", 1.5)
                    .input("A", DEFINITE, 2, 4, 4)
                    .input("B", Fill.normal(), 2, right ? 3 : 4, right ? 4 : 3));
          }
        }
      }
    }
    return cases.stream();
  }

  private static Stream<OperatorCase> products() {
    return Stream.of("_linalg_syrk", "linalg_syrk")
        .flatMap(
            name ->
                BOTH.stream()
                    .map(
                        transposed ->
                            OperatorCase.of(name)
                                .with("transpose", transposed)
                                .with("alpha", 0.5)
                                .input("A", Fill.normal(), 2, 3, 5)));
  }

  private static Stream<OperatorCase> inverses() {
    return Stream.of(
            Stream.of("_linalg_inverse", "linalg_inverse", "_npi_inv"),
            Stream.of("_linalg_det", "linalg_det", "_npi_det"),
            Stream.of("_linalg_slogdet", "linalg_slogdet", "_npi_slogdet"),
            Stream.of("_linalg_sumlogdiag", "linalg_sumlogdiag"))
        .flatMap(names -> names)
        .map(
            name -> {
              boolean logarithms = name.endsWith("sumlogdiag");
              OperatorCase made = OperatorCase.of(name).outputs(name.endsWith("slogdet") ? 2 : 1);
              return made.input("A", logarithms ? Fill.uniform(0.5, 2) : Fill.normal(), 3, 5, 5);
            });
  }

  private static Stream<OperatorCase> diagonals() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int offset : new int[] {0, 1, -2}) {
      for (String prefix : List.of("_linalg_", "linalg_")) {
        cases.add(matrix(prefix + "extractdiag", offset, 2, 4, 4));
        cases.add(matrix(prefix + "makediag", offset, 2, 3));
        for (boolean lower : BOTH) {
          cases.add(matrix(prefix + "extracttrian", offset, 2, 4, 4).with("lower", lower));
          cases.add(matrix(prefix + "maketrian", offset, 2, 6).with("lower", lower));
        }
      }
      cases.add(OperatorCase.of("diag").with("k", offset).input("data", Fill.normal(), 5).exact());
      cases.add(
          OperatorCase.of("diag").with("k", offset).input("data", Fill.normal(), 4, 5).exact());
      cases.add(
          OperatorCase.of("diag")
              .with("k", offset)
              .with("axis1", 2)
              .with("axis2", -3)
              .input("data", Fill.normal(), 4, 2, 5)
              .exact());
    }
    return cases.stream();
  }

  private static OperatorCase matrix(String name, int offset, int... shape) {
    return OperatorCase.of(name).with("offset", offset).input("A", Fill.normal(), shape).exact();
  }
}
