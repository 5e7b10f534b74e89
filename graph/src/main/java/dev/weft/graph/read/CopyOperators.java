package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.List;

/** Operators that copy their input at inference, or round or convert its elements. */
final class CopyOperators {
  private CopyOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    table.add(
        List.of("Cast", "cast"),
        data,
        attributes -> new Cast(attributes.dataType("dtype", DataType.FLOAT32)));
    table.add(
        List.of(
            "_copy",
            "identity",
            "BlockGrad",
            "stop_gradient",
            "make_loss",
            "MakeLoss",
            "IdentityAttachKLSparseReg",
            "_CrossDeviceCopy",
            "_copyto",
            "_contrib_gradientmultiplier"),
        data,
        attributes -> new Identity(attributes.operator()));
    table.add(List.of("Dropout"), data, CopyOperators::dropout);
    table.add(List.of("_contrib_round_ste"), data, each -> new Unary(UnaryFunction.ROUND));
    table.add(List.of("_contrib_sign_ste"), data, each -> new Unary(UnaryFunction.SIGN));
  }

  private static Op dropout(Attributes attributes) {
    if (attributes.text("mode").orElse("training").equals("always")) {
      throw new IllegalArgumentException(
          "Dropout in mode 'always' is not deterministic, expected mode 'training'");
    }
    return new Identity("Dropout");
  }
}
