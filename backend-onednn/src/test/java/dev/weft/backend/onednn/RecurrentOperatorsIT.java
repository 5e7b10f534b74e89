package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.plan.CompiledPlan;
import dev.weft.graph.pass.Passes;
import dev.weft.testkit.conformance.RecurrentModel;
import dev.weft.testkit.conformance.RecurrentModel.Parameters;
import dev.weft.testkit.conformance.RecurrentOperatorsConformance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With what is of this backend only: plans in BF16, and parameters that plans share. */
@ExtendWith(LeakCheck.class)
class RecurrentOperatorsIT extends RecurrentOperatorsConformance {
  private static final double CLOSE_IN_BF16 = 2e-2;

  RecurrentOperatorsIT() {
    super(Subject.onednn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void computedInSinglePrecisionWithinBf16Plans(String mode) {
    RecurrentModel model = RecurrentModel.of(mode, 20, 30, 2, 2);
    PredictorOptions options =
        PredictorOptions.builder().backend("onednn").precision(Precision.BF16).build();
    agree(model, options, 9, 2, CLOSE_IN_BF16);
  }

  /** Gluon's joined parameters are joined, and all are reordered, before any plan is made. */
  @ParameterizedTest
  @EnumSource(
      value = Parameters.class,
      names = {"STORED", "JOINED"})
  void plansShareParameters(Parameters kind) {
    RecurrentModel model = RecurrentModel.of("gru", 5, 7, 2, 2).with(kind);
    PredictorOptions options = PredictorOptions.builder().concurrency(1).build();
    OnednnModel loaded =
        OnednnModel.load(
            model.source(), OnednnOptions.of(options), () -> ElementType.F32, Passes.standard());
    try {
      for (int steps : new int[] {3, 8}) {
        List<Optional<Shape>> shapes = new ArrayList<>();
        model.inputs(steps, 2).values().forEach(input -> shapes.add(Optional.of(input.shape())));
        CompiledPlan plan = loaded.plan(shapes, 1);
        try {
          assertEquals(0, plan.constantBytes());
          assertEquals(2, plan.steps().size());
        } finally {
          plan.release();
        }
      }
    } finally {
      loaded.close();
    }
  }
}
