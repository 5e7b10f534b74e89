package dev.weft;

import dev.weft.inspect.StepListener;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a model is loaded and how its predictors run; immutable. Weft chooses what is not set, and
 * {@link ThreadSafePredictor#options()} returns what it chose.
 *
 * <p>Backend, device, precision and backend options belong to the {@link Model} and are settled
 * when it is loaded; concurrency, threads per call, the limits of the queue and the listener belong
 * to each predictor.
 */
public final class PredictorOptions {
  /** The backend name that lets Weft choose. */
  public static final String AUTO = "auto";

  private static final int MAX_CONCURRENCY = 1 << 16;
  private static final int MAX_THREADS_PER_CALL = 1 << 10;

  private final @Nullable String backend;
  private final @Nullable Device device;
  private final @Nullable Precision precision;
  private final @Nullable Integer concurrency;
  private final @Nullable Integer threadsPerCall;
  private final @Nullable Duration maxWait;
  private final @Nullable Integer maxQueuedCalls;
  private final @Nullable StepListener stepListener;
  private final Map<String, String> backendOptions;

  private PredictorOptions(Builder builder) {
    backend = builder.backend;
    device = builder.device;
    precision = builder.precision;
    concurrency = builder.concurrency;
    threadsPerCall = builder.threadsPerCall;
    maxWait = builder.maxWait;
    maxQueuedCalls = builder.maxQueuedCalls;
    stepListener = builder.stepListener;
    backendOptions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.backendOptions));
  }

  /** {@return options of which none is set} */
  public static PredictorOptions defaults() {
    return builder().build();
  }

  /** {@return a builder with nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with everything set as here} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.backend = backend;
    builder.device = device;
    builder.precision = precision;
    builder.concurrency = concurrency;
    builder.threadsPerCall = threadsPerCall;
    builder.maxWait = maxWait;
    builder.maxQueuedCalls = maxQueuedCalls;
    builder.stepListener = stepListener;
    builder.backendOptions.putAll(backendOptions);
    return builder;
  }

  /**
   * {@return the backend's name, {@link #AUTO}, or empty where configuration decides; see {@link
   * Backends}}
   */
  public Optional<String> backend() {
    return Optional.ofNullable(backend);
  }

  /** {@return the device, or empty for the backend's own: the CPU, or the first GPU} */
  public Optional<Device> device() {
    return Optional.ofNullable(device);
  }

  /** {@return the precision, or empty for {@link Precision#FP32}} */
  public Optional<Precision> precision() {
    return Optional.ofNullable(precision);
  }

  /**
   * {@return how many calls run at once, or empty for the backend's choice: on a CPU, as many as
   * there are processors, divided by {@link #threadsPerCall()}}
   */
  public OptionalInt concurrency() {
    return optional(concurrency);
  }

  /**
   * {@return how many threads compute one call, or empty for the backend's choice, which is 1
   * unless its library is configured otherwise}
   */
  public OptionalInt threadsPerCall() {
    return optional(threadsPerCall);
  }

  /** {@return how long a call waits for its turn at most, or empty for as long as it takes} */
  public Optional<Duration> maxWait() {
    return Optional.ofNullable(maxWait);
  }

  /** {@return how many calls wait for their turn at most, or empty for 65,536} */
  public OptionalInt maxQueuedCalls() {
    return optional(maxQueuedCalls);
  }

  /** {@return the listener that is told of every step, or empty for none} */
  public Optional<StepListener> stepListener() {
    return Optional.ofNullable(stepListener);
  }

  /**
   * {@return the options that only one backend knows, by name, such as {@code mxnet.library};
   * unmodifiable}
   */
  public Map<String, String> backendOptions() {
    return backendOptions;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "unset" : value.toString();
  }

  @Override
  public String toString() {
    return "backend="
        + shown(backend)
        + ", device="
        + shown(device)
        + ", precision="
        + shown(precision)
        + ", concurrency="
        + shown(concurrency)
        + ", threadsPerCall="
        + shown(threadsPerCall)
        + ", maxWait="
        + shown(maxWait)
        + ", maxQueuedCalls="
        + shown(maxQueuedCalls)
        + (stepListener == null ? "" : ", stepListener=" + stepListener)
        + (backendOptions.isEmpty() ? "" : ", " + backendOptions);
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {
    private @Nullable String backend;
    private @Nullable Device device;
    private @Nullable Precision precision;
    private @Nullable Integer concurrency;
    private @Nullable Integer threadsPerCall;
    private @Nullable Duration maxWait;
    private @Nullable Integer maxQueuedCalls;
    private @Nullable StepListener stepListener;
    private final Map<String, String> backendOptions = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Names the backend.
     *
     * @param name its name, or {@link PredictorOptions#AUTO}
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder backend(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "the backend's name is blank, expected a name or 'auto'");
      }
      backend = name;
      return this;
    }

    /**
     * Sets the device.
     *
     * @param where the device
     * @return this builder
     */
    public Builder device(Device where) {
      device = Objects.requireNonNull(where, "device");
      return this;
    }

    /**
     * Sets the number format of the computation.
     *
     * @param format the precision
     * @return this builder
     */
    public Builder precision(Precision format) {
      precision = Objects.requireNonNull(format, "precision");
      return this;
    }

    /**
     * Sets how many calls run at once; more callers wait.
     *
     * @param calls from 1 to 65,536
     * @return this builder
     * @throws IllegalArgumentException if it is less or more
     */
    public Builder concurrency(int calls) {
      concurrency = between("concurrency", calls, 1, MAX_CONCURRENCY);
      return this;
    }

    /**
     * Sets how many threads compute one call.
     *
     * @param threads from 1 to 1,024
     * @return this builder
     * @throws IllegalArgumentException if it is less or more
     */
    public Builder threadsPerCall(int threads) {
      threadsPerCall = between("threadsPerCall", threads, 1, MAX_THREADS_PER_CALL);
      return this;
    }

    /**
     * Sets how long a call waits for its turn; past that it gets a {@link PredictorBusyException}.
     *
     * @param limit zero to never wait
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxWait(Duration limit) {
      if (limit.isNegative()) {
        throw new IllegalArgumentException("maxWait is " + limit + ", expected zero or more");
      }
      maxWait = limit;
      return this;
    }

    /**
     * Sets how many calls may wait for their turn; one more gets a {@link PredictorBusyException}
     * at once.
     *
     * @param calls at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxQueuedCalls(int calls) {
      maxQueuedCalls = between("maxQueuedCalls", calls, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets the listener that is told of every step that runs; see {@link StepListener}. A backend
     * that hands whole graphs to a library reports each call as one step.
     *
     * @param listener the listener, which many threads call
     * @return this builder
     */
    public Builder stepListener(StepListener listener) {
      stepListener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets an option that only one backend knows. When a model is loaded, its backend refuses names
     * of its own that it does not know; names that belong to other backends are ignored.
     *
     * @param name the backend's name, a dot and the option's name, such as {@code mxnet.library}
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the name is of another form
     */
    public Builder backendOption(String name, String value) {
      int dot = name.indexOf('.');
      if (dot < 1 || dot == name.length() - 1) {
        throw new IllegalArgumentException(
            "backend option '" + name + "', expected BACKEND.OPTION such as mxnet.library");
      }
      backendOptions.put(name, Objects.requireNonNull(value, "value"));
      return this;
    }

    /** {@return the options set so far} */
    public PredictorOptions build() {
      return new PredictorOptions(this);
    }

    private static int between(String option, int value, int least, int most) {
      if (value < least) {
        throw new IllegalArgumentException(
            option + " is " + value + ", expected at least " + least);
      }
      if (value > most) {
        throw new IllegalArgumentException(option + " is " + value + ", expected at most " + most);
      }
      return value;
    }
  }
}
