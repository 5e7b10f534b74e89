package dev.weft.graph.read;

import dev.weft.graph.op.DepthToSpace;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.Stack;
import dev.weft.graph.op.SwapAxes;
import java.util.List;

/** Operators that leave all elements in their order, or exchange axes. */
final class ReshapeOperators {
  private static final List<String> DATA = List.of("data");

  private ReshapeOperators() {}

  static void addTo(OperatorTable table) {
    table.add(List.of("Reshape", "reshape"), DATA, ReshapeOperators::reshape);
    table.add(
        List.of("expand_dims"),
        DATA,
        attributes ->
            new Reshape(
                "expand_dims", new ExpandDimsRule(attributes.requiredSmallInteger("axis"))));
    table.add(
        List.of("squeeze"), DATA, attributes -> new Reshape("squeeze", SqueezeRule.of(attributes)));
    table.add(
        List.of("reshape_like"),
        List.of("lhs", "rhs"),
        attributes ->
            new Reshape(
                "reshape_like",
                new ReshapeLikeRule(
                    attributes.optionalInteger("lhs_begin"),
                    attributes.optionalInteger("lhs_end"),
                    attributes.optionalInteger("rhs_begin"),
                    attributes.optionalInteger("rhs_end"))));
    table.add(
        List.of("SwapAxis", "swapaxes"),
        DATA,
        attributes ->
            new SwapAxes(attributes.smallInteger("dim1", 0), attributes.smallInteger("dim2", 0)));
    table.addVariadic(
        List.of("stack"), attributes -> new Stack(attributes.smallInteger("axis", 0)));
    table.add(
        List.of("depth_to_space"),
        DATA,
        attributes -> new DepthToSpace(attributes.requiredInteger("block_size"), false));
    table.add(
        List.of("space_to_depth"),
        DATA,
        attributes -> new DepthToSpace(attributes.requiredInteger("block_size"), true));
  }

  private static Op reshape(Attributes attributes) {
    List<Long> codes = attributes.integers("shape").orElse(List.of());
    if (!codes.isEmpty()) {
      return new Reshape("Reshape", new ReshapeRule(codes, attributes.flag("reverse", false)));
    }
    List<Long> target = attributes.integers("target_shape").orElse(List.of());
    if (target.isEmpty()) {
      throw new IllegalArgumentException("attribute 'shape' is missing, expected one");
    }
    return new Reshape(
        "Reshape", new TargetShapeRule(target, attributes.flag("keep_highest", false)));
  }
}
