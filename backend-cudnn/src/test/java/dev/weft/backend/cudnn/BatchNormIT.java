package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Model;
import dev.weft.Shape;
import dev.weft.inspect.ModelReport;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch normalisation: by cuDNN within its limits, else by a kernel. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class BatchNormIT {
  @ParameterizedTest
  @CsvSource({"65535,cudnn", "65536,kernel channel_norm"})
  void batchesBeyondItsLimitAreLeftToAKernel(int images, String implementation) {
    OperatorCase norm =
        OperatorCase.of("BatchNorm")
            .with("fix_gamma", false)
            .input("data", Fill.normal(), images, 2, 1, 1)
            .parameter("gamma", Fill.uniform(0.5, 2), 2)
            .parameter("beta", Fill.normal(), 2)
            .parameter("moving_mean", Fill.normal(), 2)
            .parameter("moving_var", Fill.uniform(0.5, 2), 2);
    Answers.agree(norm, Subject.options(), 1e-5);
    try (Model model = Model.load(norm.model(), Subject.options())) {
      ModelReport report = model.report(Map.of("data", Shape.of(images, 2, 1, 1)));
      assertEquals(implementation, report.callSteps().get(0).implementation());
    }
  }
}
