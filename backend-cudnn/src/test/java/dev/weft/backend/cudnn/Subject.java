package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import java.util.List;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("cudnn").concurrency(8).build();
  }

  /** {@return a tolerance for what the functions of a GPU round otherwise than a processor's} */
  static double leastTolerance() {
    return OnDevice.isReal() ? 1e-4 : 0;
  }

  static IgnoreList ignored() {
    IgnoreList list =
        IgnoreList.none()
            .with(
                "cpp-unet",
                "its pooling rounded up when it was saved; rounded down, as it is read, no image size"
                    + " lets pool3_concat join its inputs");
    for (String graph :
        List.of(
            "gluoncv-mobilenet1.0_int8",
            "gluoncv-resnet50_v1_int8",
            "gluoncv-ssd_300_vgg16_atrous_voc_int8",
            "gluoncv-ssd_512_resnet50_v1_voc_int8")) {
      list = list.with(graph, "quantized graphs are refused");
    }
    return list;
  }
}
