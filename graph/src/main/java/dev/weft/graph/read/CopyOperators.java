package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import dev.weft.graph.read.OperatorTable.Entry;
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
            "_CrossDeviceCopy",
            "_copyto",
            "_contrib_gradientmultiplier"),
        data,
        attributes -> new Identity(attributes.operator()));
    table.add(
        List.of("IdentityAttachKLSparseReg"),
        new Entry(
            attributes -> attributes.inputCount() > 1 ? List.of("data", "moving_avg") : data,
            0,
            attributes -> new Identity(attributes.operator())));
    table.add(List.of("Dropout"), data, CopyOperators::dropout);
    table.add(List.of("_contrib_round_ste"), data, each -> new Unary(UnaryFunction.ROUND));
    table.add(List.of("_contrib_sign_ste"), data, each -> new Unary(UnaryFunction.SIGN));
  }

  private static Op dropout(Attributes attributes) {
    boolean always = attributes.text("mode").orElse("training").equals("always");
    if (always && attributes.real("p", 0.5) > 0) {
      throw new IllegalArgumentException(
          "Dropout in mode 'always' is not deterministic, expected mode 'training'");
    }
    return new Identity("Dropout");
  }
}
