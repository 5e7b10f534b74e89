package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.operators.OperatorCatalogue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real NVRTC compiles, as CUDA C++, every kernel that the operators of the catalogue and saved
 * graphs need in each precision. Whatever else runs with the property {@value OnDevice#NVRTC} has
 * its kernels compiled in the same way, saved graphs in single precision among them.
 */
@OnlySimulated
@EnabledIfSystemProperty(
    named = SimulatedCuda.NVRTC,
    matches = ".+",
    disabledReason = "-Dweft.nvrtc=FOLDER names no folder of a real NVRTC")
@ExtendWith({OnDevice.class, LeakCheck.class})
class KernelsCompileIT {
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "FP16", "BF16"})
  void ofTheCatalogue(Precision precision) {
    PredictorOptions options =
        Subject.options().toBuilder().concurrency(1).precision(precision).build();
    Set<String> troubles = new TreeSet<>();
    OperatorCatalogue.cases()
        .filter(one -> !one.operator().equals("softmax_cross_entropy"))
        .forEach(one -> run(one, options, troubles));
    assertEquals("", String.join("\n\n", troubles));
  }

  private static void run(OperatorCase one, PredictorOptions options, Set<String> troubles) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(one.model(), options)) {
      var unused = predictor.predict(one.inputs());
    } catch (RuntimeException e) {
      troubles.add(e.getMessage() + "\nneeded by " + one);
    }
  }

  private static ConformanceSubject in(Precision precision) {
    return ConformanceSubject.of(Subject.options().toBuilder().precision(precision).build())
        .ignoring(IgnoreList.ofGraphReader());
  }

  /** Saved graphs in FP16. */
  @Nested
  class InFp16 extends SavedGraphsOnDevice {
    InFp16() {
      super(in(Precision.FP16));
    }
  }

  /** Saved graphs in BF16. */
  @Nested
  class InBf16 extends SavedGraphsOnDevice {
    InBf16() {
      super(in(Precision.BF16));
    }
  }
}
