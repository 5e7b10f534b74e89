package dev.weft.graph.read;

import dev.weft.graph.op.DivideByRootOfWidth;
import dev.weft.graph.op.Dot;
import dev.weft.graph.op.InterleavedAttention;
import dev.weft.graph.op.InterleavedAttention.Kind;
import dev.weft.graph.op.KhatriRao;
import dev.weft.graph.op.MatrixProduct;
import dev.weft.graph.op.Op;
import java.util.List;

/** Products of matrices without parameters, and attention. */
final class MatrixOperators {
  private MatrixOperators() {}

  static void addTo(OperatorTable table) {
    List<String> both = List.of("lhs", "rhs");
    table.add(
        List.of("dot"),
        both,
        attributes ->
            new Dot(attributes.flag("transpose_a", false), attributes.flag("transpose_b", false)));
    table.add(
        List.of("batch_dot", "_npx_batch_dot"),
        both,
        attributes -> product(attributes, "batch_dot", 1, 0, -2));
    table.add(
        List.of("_linalg_gemm2", "linalg_gemm2"),
        List.of("A", "B"),
        attributes ->
            product(
                attributes,
                "_linalg_gemm2",
                attributes.real("alpha", 1),
                0,
                attributes.smallInteger("axis", -2)));
    table.add(
        List.of("_linalg_gemm", "linalg_gemm"),
        List.of("A", "B", "C"),
        attributes ->
            product(
                attributes,
                "_linalg_gemm",
                attributes.real("alpha", 1),
                attributes.real("beta", 1),
                attributes.smallInteger("axis", -2)));
    for (Kind kind : Kind.values()) {
      table.add(
          List.of(new InterleavedAttention(kind, 1).operator()),
          arguments(kind),
          attributes -> new InterleavedAttention(kind, attributes.requiredInteger("heads")));
    }
    table.addVariadic(List.of("khatri_rao"), attributes -> new KhatriRao());
    table.add(
        List.of("_contrib_div_sqrt_dim"), List.of("data"), attributes -> new DivideByRootOfWidth());
  }

  private static Op product(
      Attributes attributes, String operator, double alpha, double beta, int rowAxis) {
    return new MatrixProduct(
        operator,
        attributes.flag("transpose_a", false),
        attributes.flag("transpose_b", false),
        alpha,
        beta,
        rowAxis);
  }

  private static List<String> arguments(Kind kind) {
    return switch (kind) {
      case SELF_SCORES -> List.of("queries_keys_values");
      case SELF_VALUES -> List.of("queries_keys_values", "attention");
      case CROSS_SCORES -> List.of("queries", "keys_values");
      case CROSS_VALUES -> List.of("keys_values", "attention");
    };
  }
}
