package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.ModelSource;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.TinyResNet;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Options that only this backend has, and those that it cannot follow. */
@ExtendWith(LeakCheck.class)
class OptionsIT {
  private static final Network NETWORK = TinyResNet.of(Head.LOGITS);

  private final ModelSource source =
      ModelSource.mxnet(
          NETWORK.symbolJson().getBytes(StandardCharsets.UTF_8),
          ParamsWriter.defaults().toBytes(NETWORK.arrays(42)));

  @Test
  void rewrittenGraphGivesTheSameNumbers() {
    float[] pixels = new float[3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i);
    }
    Tensor image = Tensor.of(pixels, 1, 3, 32, 32);
    try (ThreadSafePredictor plain = open(Subject.options());
        ThreadSafePredictor rewritten = open(Subject.rewriting())) {
      float[] expected = plain.predict(image).get(0).toFloatArray();
      float[] actual = rewritten.predict(image).get(0).toFloatArray();
      float largest = 0;
      float difference = 0;
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
      }
      assertTrue(difference <= 1e-4f * largest, difference + " of " + largest);
      assertEquals("MKLDNN", rewritten.options().backendOptions().get("mxnet.rewrite"));
    }
  }

  @Test
  void unknownRewriteIsNamed() {
    PredictorOptions options = with("mxnet.rewrite", "NONESUCH");
    BackendException refusal = assertThrows(BackendException.class, () -> open(options).close());
    assertEquals("MXGenBackendSubgraph", refusal.function());
    tells(refusal, "NONESUCH");
  }

  @Test
  void unknownOptionIsNamed() {
    PredictorOptions options = with("mxnet.libary", "somewhere");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> open(options).close());
    tells(refusal, "mxnet.libary", "mxnet.library", "mxnet.rewrite");
  }

  @Test
  void optionsOfOtherBackendsAreIgnored() {
    try (ThreadSafePredictor predictor = open(with("onednn.anything", "at all"))) {
      assertEquals("mxnet", predictor.options().backend().orElseThrow());
    }
  }

  @Test
  void otherPrecisionsAreRefused() {
    for (Precision precision : new Precision[] {Precision.BF16, Precision.FP16}) {
      PredictorOptions options = Subject.options().toBuilder().precision(precision).build();
      tells(unavailable(options), precision.toString(), "FP32");
    }
  }

  @Test
  void gpuIsRefusedWithTheReason() {
    tells(unavailable(on(Device.gpu(0))), "gpu(0)", "without CUDA", "Device.cpu()");
    tells(unavailable(on(Device.gpus())), "gpus");
  }

  @Test
  void libraryMustBeThere() {
    BackendUnavailableException refusal = unavailable(with("mxnet.library", "no/such/file"));
    tells(refusal, "no/such/file", "mxnet.library");
  }

  private ThreadSafePredictor open(PredictorOptions options) {
    return ThreadSafePredictor.open(source, options);
  }

  private BackendUnavailableException unavailable(PredictorOptions options) {
    BackendUnavailableException refusal =
        assertThrows(BackendUnavailableException.class, () -> open(options).close());
    assertTrue(!refusal.reason().isBlank());
    assertTrue(!refusal.fix().isBlank());
    return refusal;
  }

  private static PredictorOptions with(String option, String value) {
    return Subject.options().toBuilder().backendOption(option, value).build();
  }

  private static PredictorOptions on(Device device) {
    return Subject.options().toBuilder().device(device).build();
  }

  private static void tells(Exception refusal, String... told) {
    for (String part : told) {
      assertTrue(refusal.getMessage().contains(part), refusal::getMessage);
    }
  }
}
