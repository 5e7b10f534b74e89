package dev.weft.graph.read;

import static java.util.Map.entry;

import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions of single elements. */
final class ElementwiseOperators {
  private static final Map<String, UnaryFunction> ACTIVATIONS =
      Map.of(
          "relu", UnaryFunction.RELU,
          "sigmoid", UnaryFunction.SIGMOID,
          "tanh", UnaryFunction.TANH,
          "softrelu", UnaryFunction.SOFTRELU,
          "softsign", UnaryFunction.SOFTSIGN,
          "log_sigmoid", UnaryFunction.LOG_SIGMOID,
          "mish", UnaryFunction.MISH);

  /** Names of functions whose names in MXNet are not those of the enum. */
  private static final Map<UnaryFunction, List<String>> UNARY_NAMES =
      Map.of(
          UnaryFunction.SIGMOID, List.of("sigmoid"),
          UnaryFunction.NEGATIVE, List.of("negative", "_np_negative"),
          UnaryFunction.RSQRT, List.of("rsqrt"),
          UnaryFunction.SOFTRELU, List.of(),
          UnaryFunction.SWISH, List.of(),
          UnaryFunction.MISH, List.of("mish"),
          UnaryFunction.LOGICAL_NOT, List.of("logical_not"));

  private static final Map<BinaryFunction, List<String>> SAME_SHAPE =
      Map.ofEntries(
          entry(BinaryFunction.ADD, List.of("elemwise_add", "_plus", "_Plus", "_add", "_grad_add")),
          entry(BinaryFunction.SUBTRACT, List.of("elemwise_sub", "_sub", "_minus", "_Minus")),
          entry(BinaryFunction.MULTIPLY, List.of("elemwise_mul", "_mul", "_Mul")),
          entry(BinaryFunction.DIVIDE, List.of("elemwise_div", "_div", "_Div")),
          entry(BinaryFunction.MODULO, List.of("_mod", "_Mod")),
          entry(BinaryFunction.POWER, List.of("_power", "_Power")),
          entry(BinaryFunction.MAXIMUM, List.of("_maximum", "_Maximum")),
          entry(BinaryFunction.MINIMUM, List.of("_minimum", "_Minimum")),
          entry(BinaryFunction.HYPOT, List.of("_hypot", "_Hypot")),
          entry(BinaryFunction.EQUAL, List.of("_equal", "_Equal")),
          entry(BinaryFunction.NOT_EQUAL, List.of("_not_equal", "_Not_Equal")),
          entry(BinaryFunction.GREATER, List.of("_greater", "_Greater")),
          entry(BinaryFunction.GREATER_EQUAL, List.of("_greater_equal", "_Greater_Equal")),
          entry(BinaryFunction.LESSER, List.of("_lesser", "_Lesser")),
          entry(BinaryFunction.LESSER_EQUAL, List.of("_lesser_equal", "_Lesser_Equal")),
          entry(BinaryFunction.LOGICAL_AND, List.of("_logical_and", "_Logical_And")),
          entry(BinaryFunction.LOGICAL_OR, List.of("_logical_or", "_Logical_Or")),
          entry(BinaryFunction.LOGICAL_XOR, List.of("_logical_xor", "_Logical_Xor")));

  private static final Map<BinaryFunction, List<String>> BROADCAST =
      Map.ofEntries(
          entry(BinaryFunction.ADD, List.of("broadcast_add", "broadcast_plus")),
          entry(BinaryFunction.SUBTRACT, List.of("broadcast_sub", "broadcast_minus")),
          entry(BinaryFunction.MULTIPLY, List.of("broadcast_mul")),
          entry(BinaryFunction.DIVIDE, List.of("broadcast_div")),
          entry(BinaryFunction.MODULO, List.of("broadcast_mod")),
          entry(BinaryFunction.POWER, List.of("broadcast_power")),
          entry(BinaryFunction.MAXIMUM, List.of("broadcast_maximum")),
          entry(BinaryFunction.MINIMUM, List.of("broadcast_minimum")),
          entry(BinaryFunction.HYPOT, List.of("broadcast_hypot")),
          entry(BinaryFunction.ARCTAN2, List.of("_npi_arctan2")),
          entry(BinaryFunction.EQUAL, List.of("broadcast_equal")),
          entry(BinaryFunction.NOT_EQUAL, List.of("broadcast_not_equal")),
          entry(BinaryFunction.GREATER, List.of("broadcast_greater")),
          entry(BinaryFunction.GREATER_EQUAL, List.of("broadcast_greater_equal")),
          entry(BinaryFunction.LESSER, List.of("broadcast_lesser")),
          entry(BinaryFunction.LESSER_EQUAL, List.of("broadcast_lesser_equal")),
          entry(BinaryFunction.LOGICAL_AND, List.of("broadcast_logical_and")),
          entry(BinaryFunction.LOGICAL_OR, List.of("broadcast_logical_or")),
          entry(BinaryFunction.LOGICAL_XOR, List.of("broadcast_logical_xor")));

  private static final Map<BinaryFunction, List<String>> SCALAR =
      Map.ofEntries(
          entry(BinaryFunction.ADD, List.of("_plus_scalar", "_PlusScalar")),
          entry(BinaryFunction.SUBTRACT, List.of("_minus_scalar", "_MinusScalar")),
          entry(BinaryFunction.MULTIPLY, List.of("_mul_scalar", "_MulScalar")),
          entry(BinaryFunction.DIVIDE, List.of("_div_scalar", "_DivScalar")),
          entry(BinaryFunction.MODULO, List.of("_mod_scalar", "_ModScalar")),
          entry(BinaryFunction.POWER, List.of("_power_scalar", "_PowerScalar")),
          entry(BinaryFunction.MAXIMUM, List.of("_maximum_scalar", "_MaximumScalar")),
          entry(BinaryFunction.MINIMUM, List.of("_minimum_scalar", "_MinimumScalar")),
          entry(BinaryFunction.HYPOT, List.of("_hypot_scalar", "_HypotScalar")),
          entry(BinaryFunction.ARCTAN2, List.of("_npi_arctan2_scalar")),
          entry(BinaryFunction.EQUAL, List.of("_equal_scalar", "_EqualScalar")),
          entry(BinaryFunction.NOT_EQUAL, List.of("_not_equal_scalar", "_NotEqualScalar")),
          entry(BinaryFunction.GREATER, List.of("_greater_scalar", "_GreaterScalar")),
          entry(
              BinaryFunction.GREATER_EQUAL,
              List.of("_greater_equal_scalar", "_GreaterEqualScalar")),
          entry(BinaryFunction.LESSER, List.of("_lesser_scalar", "_LesserScalar")),
          entry(BinaryFunction.LESSER_EQUAL, List.of("_lesser_equal_scalar", "_LesserEqualScalar")),
          entry(BinaryFunction.LOGICAL_AND, List.of("_logical_and_scalar", "_LogicalAndScalar")),
          entry(BinaryFunction.LOGICAL_OR, List.of("_logical_or_scalar", "_LogicalOrScalar")),
          entry(BinaryFunction.LOGICAL_XOR, List.of("_logical_xor_scalar", "_LogicalXorScalar")),
          entry(BinaryFunction.SMOOTH_L1, List.of("smooth_l1")));

  private static final Map<BinaryFunction, List<String>> SCALAR_FIRST =
      Map.of(
          BinaryFunction.SUBTRACT, List.of("_rminus_scalar", "_RMinusScalar"),
          BinaryFunction.DIVIDE, List.of("_rdiv_scalar", "_RDivScalar"),
          BinaryFunction.MODULO, List.of("_rmod_scalar", "_RModScalar"),
          BinaryFunction.POWER, List.of("_rpower_scalar", "_RPowerScalar"),
          BinaryFunction.ARCTAN2, List.of("_npi_rarctan2_scalar"));

  private ElementwiseOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    for (UnaryFunction function : UnaryFunction.values()) {
      List<String> names =
          UNARY_NAMES.getOrDefault(function, List.of(function.name().toLowerCase(Locale.ROOT)));
      table.add(names, data, attributes -> new Unary(function));
    }
    table.add(
        List.of("Activation"),
        data,
        attributes ->
            new Unary(attributes.choice("act_type", attributes.required("act_type"), ACTIVATIONS)));
    for (Map.Entry<BinaryFunction, List<String>> each : SAME_SHAPE.entrySet()) {
      addBinary(table, each, false);
    }
    for (Map.Entry<BinaryFunction, List<String>> each : BROADCAST.entrySet()) {
      addBinary(table, each, true);
    }
    for (Map.Entry<BinaryFunction, List<String>> each : SCALAR.entrySet()) {
      addScalar(table, each, false);
    }
    for (Map.Entry<BinaryFunction, List<String>> each : SCALAR_FIRST.entrySet()) {
      addScalar(table, each, true);
    }
  }

  private static void addBinary(
      OperatorTable table, Map.Entry<BinaryFunction, List<String>> names, boolean broadcast) {
    BinaryFunction function = names.getKey();
    table.add(
        names.getValue(), List.of("lhs", "rhs"), attributes -> new Binary(function, broadcast));
  }

  private static void addScalar(
      OperatorTable table, Map.Entry<BinaryFunction, List<String>> names, boolean reversed) {
    BinaryFunction function = names.getKey();
    table.add(
        names.getValue(), List.of("data"), attributes -> scalar(attributes, function, reversed));
  }

  private static Op scalar(Attributes attributes, BinaryFunction function, boolean reversed) {
    return new Scalar(
        function, attributes.real("scalar", 1), reversed, attributes.flag("is_int", true));
  }
}
