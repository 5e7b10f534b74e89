package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import java.util.List;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("onednn").concurrency(8).build();
  }

  static IgnoreList ignored() {
    String softmax =
        "libmxnet with oneDNN takes a SoftmaxOutput of four dimensions over the last axis; MXNet's own"
            + " operator, and this backend, over all but the first";
    IgnoreList quantized = IgnoreList.none();
    for (String graph :
        List.of(
            "gluoncv-mobilenet1.0_int8",
            "gluoncv-resnet50_v1_int8",
            "gluoncv-ssd_300_vgg16_atrous_voc_int8",
            "gluoncv-ssd_512_resnet50_v1_voc_int8")) {
      quantized = quantized.with(graph, "quantized graphs are refused");
    }
    return quantized
        .with("mobilenet-v2 agrees with the reference", softmax)
        .with("squeezenet-art agrees with the reference", softmax)
        .with(
            "cpp-unet",
            "its pooling rounded up when it was saved; rounded down, as it is read, no image size lets"
                + " pool3_concat join its inputs");
  }
}
