package dev.weft.samples.cli;

import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The library's {@link PredictorOptions}, as command-line options; what is not given is left to the
 * library.
 */
public final class PredictorArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec program;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Backend, such as mxnet, or auto; the doctor program lists them.")
  private @Nullable String backend;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      converter = DeviceConverter.class,
      description = "cpu, gpu, gpu(1) or gpus for all of them.")
  private @Nullable Device device;

  @Option(names = "--precision", paramLabel = "FORMAT", description = "fp32, bf16 or fp16.")
  private @Nullable Precision precision;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Calls that run at once; more callers wait.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--threads-per-call",
      paramLabel = "N",
      description = "Threads that compute one call.")
  private @Nullable Integer threadsPerCall;

  @Option(
      names = "--max-wait",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long a call waits for its turn, such as 500ms or 2s.")
  private @Nullable Duration maxWait;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      description = "How many calls wait for their turn.")
  private @Nullable Integer maxQueued;

  @Option(
      names = "--backend-option",
      paramLabel = "BACKEND.OPTION=VALUE",
      description =
          "Option of one backend, such as mxnet.library=/opt/libmxnet.so; may be repeated.")
  private Map<String, String> backendOptions = new LinkedHashMap<>();

  /** Makes an object for picocli to fill. */
  public PredictorArguments() {}

  /**
   * {@return the options given}
   *
   * @throws ParameterException if the library refuses one
   */
  public PredictorOptions options() {
    try {
      return build();
    } catch (IllegalArgumentException e) {
      CommandSpec spec = Objects.requireNonNull(program, "filled by picocli");
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private PredictorOptions build() {
    PredictorOptions.Builder builder = PredictorOptions.builder();
    if (backend != null) {
      builder.backend(backend);
    }
    if (device != null) {
      builder.device(device);
    }
    if (precision != null) {
      builder.precision(precision);
    }
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    if (threadsPerCall != null) {
      builder.threadsPerCall(threadsPerCall);
    }
    if (maxWait != null) {
      builder.maxWait(maxWait);
    }
    if (maxQueued != null) {
      builder.maxQueuedCalls(maxQueued);
    }
    backendOptions.forEach(builder::backendOption);
    return builder.build();
  }
}
