package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.OperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OperatorsIT extends OperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  /** Operators that no graph of a model zoo has. */
  @Override
  protected IgnoreList ignored() {
    String lacking = "is refused: the model goes to another backend, if there is one";
    IgnoreList list = IgnoreList.none();
    for (String operator :
        List.of(
            "Pooling_v1",
            "_contrib_BatchNormWithReLU",
            "_split_v2",
            "softmax_cross_entropy",
            "_contrib_bipartite_matching",
            "_eye",
            "_contrib_index_array")) {
      list = list.with(operator, lacking);
    }
    for (String kind : List.of("max", "avg", "sum")) {
      list =
          list.with(
                  "Pooling{kernel=(3,), layout=NWC, pool_type="
                      + kind
                      + ", stride=(2,)} of data FLOAT32 (2, 8, 3)",
                  lacking)
              .with(
                  "Pooling{kernel=(3, 2), layout=NHWC, pad=(1, 1), pool_type="
                      + kind
                      + ", stride=(2, 1)} of data FLOAT32 (2, 8, 7, 3)",
                  lacking)
              .with(
                  "Pooling{global_pool=True, kernel=(1, 1), layout=NHWC, pool_type="
                      + kind
                      + "} of data FLOAT32 (2, 8, 7, 3)",
                  lacking)
              .with(
                  "Pooling{kernel=(2, 2, 2), layout=NDHWC, pool_type="
                      + kind
                      + "} of data FLOAT32 (1, 4, 5, 6, 3)",
                  lacking);
    }
    return list;
  }

  @Override
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
