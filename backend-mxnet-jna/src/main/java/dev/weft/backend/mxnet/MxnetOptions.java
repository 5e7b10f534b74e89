package dev.weft.backend.mxnet;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.nativesupport.predict.BackendOptions;
import java.util.Map;
import java.util.Optional;

/**
 * What this backend reads of the options, checked.
 *
 * @param device where to compute
 * @param library where libmxnet is, if the options say so
 * @param rewrite the subgraph backend of libmxnet that the graph is rewritten for, if any
 */
record MxnetOptions(Device device, Optional<String> library, Optional<String> rewrite) {
  static final String NAME = "mxnet";

  private static final String LIBRARY = "mxnet.library";
  private static final String REWRITE = "mxnet.rewrite";
  private static final Map<String, String> KNOWN =
      Map.of(
          LIBRARY, "libmxnet, its directory or a jar with natives",
          REWRITE, "a subgraph backend of libmxnet, such as MKLDNN");

  static MxnetOptions of(PredictorOptions options) {
    BackendOptions own = BackendOptions.of(NAME, KNOWN, options);
    Precision precision = options.precision().orElse(Precision.FP32);
    if (precision != Precision.FP32) {
      throw new BackendUnavailableException(
          "backend 'mxnet' computes in the types that the model is stored in, not in " + precision,
          "leave the precision at FP32, or use a model that was converted to " + precision,
          null);
    }
    Device device = options.device().orElse(Device.cpu());
    if (device.equals(Device.gpus())) {
      throw new BackendUnavailableException(
          "backend 'mxnet' computes on one device, not on " + device,
          "name one GPU with Device.gpu(n)",
          null);
    }
    return new MxnetOptions(device, own.text(LIBRARY), own.text(REWRITE));
  }
}
