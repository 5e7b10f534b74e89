package dev.weft.graph.read;

import dev.weft.graph.op.Diagonal;
import dev.weft.graph.op.DiagonalMatrix;
import dev.weft.graph.op.LinearAlgebra;
import dev.weft.graph.op.LinearAlgebra.Function;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Triangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Functions of matrices, under the names of LAPACK and of MXNet. */
final class LinearAlgebraOperators {
  private static final List<String> MATRIX = List.of("A");

  /** Functions that MXNet's NumPy interface has too, by another name. */
  private static final Set<Function> NUMPY =
      Set.of(Function.INVERSE, Function.DET, Function.SLOGDET);

  private LinearAlgebraOperators() {}

  static void addTo(OperatorTable table) {
    for (Function function : Function.values()) {
      boolean two = function == Function.TRMM || function == Function.TRSM;
      table.add(
          names(function), two ? List.of("A", "B") : MATRIX, each -> operator(each, function));
    }
    table.add(
        List.of("diag"),
        List.of("data"),
        each ->
            new Diagonal(
                each.smallInteger("k", 0),
                each.smallInteger("axis1", 0),
                each.smallInteger("axis2", 1)));
    table.add(
        List.of("_linalg_extractdiag", "linalg_extractdiag"),
        MATRIX,
        each -> new Diagonal(each.smallInteger("offset", 0), -2, -1));
    table.add(
        List.of("_linalg_makediag", "linalg_makediag"),
        MATRIX,
        each -> new DiagonalMatrix(each.smallInteger("offset", 0)));
    table.add(
        List.of("_linalg_extracttrian", "linalg_extracttrian"),
        MATRIX,
        each -> triangle(each, true));
    table.add(
        List.of("_linalg_maketrian", "linalg_maketrian"), MATRIX, each -> triangle(each, false));
  }

  private static List<String> names(Function function) {
    String name = function.name().toLowerCase(Locale.ROOT);
    List<String> names = new ArrayList<>(List.of("_linalg_" + name, "linalg_" + name));
    if (NUMPY.contains(function)) {
      names.add(function == Function.INVERSE ? "_npi_inv" : "_npi_" + name);
    }
    return names;
  }

  private static Op operator(Attributes attributes, Function function) {
    return new LinearAlgebra(
        function,
        attributes.flag("lower", true),
        attributes.flag("transpose", false),
        attributes.flag("rightside", false),
        attributes.real("alpha", 1));
  }

  private static Op triangle(Attributes attributes, boolean extracts) {
    return new Triangle(
        attributes.smallInteger("offset", 0), attributes.flag("lower", true), extracts);
  }
}
