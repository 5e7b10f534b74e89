package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.backend.mxnet.handle.MxnetLoader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of libmxnet's engine, which it reads from the environment while it is loaded; one set
 * for the whole process.
 *
 * <p>A call runs on one engine worker at a time, so there are as many workers as calls that may run
 * at once; a worker computes an operator with {@code threadsPerCall} OpenMP threads. Environment
 * variables that the user has set are respected, except for {@code MXNET_ENGINE_TYPE=NaiveEngine},
 * which gives wrong results to several threads.
 *
 * @param workers threads of the engine, {@code MXNET_CPU_WORKER_NTHREADS}
 * @param threadsPerCall OpenMP threads of each worker, {@code OMP_NUM_THREADS}
 */
record EngineSettings(int workers, int threadsPerCall) {
  private static final System.Logger LOGGER = System.getLogger(EngineSettings.class.getName());
  private static final String WORKERS = "MXNET_CPU_WORKER_NTHREADS";
  private static final String OMP_THREADS = "OMP_NUM_THREADS";
  private static final String ENGINE_TYPE = "MXNET_ENGINE_TYPE";

  /**
   * The rewrite {@code MKLDNN} fuses a convolution with a sum even where others read the sum, too,
   * and then gives wrong numbers.
   */
  private static final String NO_SUM_FUSION = "MXNET_DISABLE_MKLDNN_FUSE_CONV_SUM";

  private static final String NAIVE_ENGINE = "NaiveEngine";
  private static final String THREADED_ENGINE = "ThreadedEnginePerDevice";

  /** Every worker is a thread, and libmxnet ends the process if the system refuses it one. */
  private static final int MAX_WORKERS = 1 << 10;

  /** More do not fit on the stack of the thread that starts them, in OpenMP. */
  private static final int MAX_THREADS_PER_CALL = 1 << 10;

  /** Decides the settings for the first model of the process. */
  static EngineSettings decide(PredictorOptions options) {
    int threadsPerCall =
        options
            .threadsPerCall()
            .orElseGet(() -> Math.min(environment(OMP_THREADS).orElse(1), MAX_THREADS_PER_CALL));
    int budget = cpuBudget(threadsPerCall);
    int workers =
        environment(WORKERS)
            .orElseGet(
                () ->
                    Math.min(MAX_WORKERS, Math.max(budget, options.concurrency().orElse(budget))));
    return new EngineSettings(workers, threadsPerCall);
  }

  /** Returns how many calls can run at once without sharing a processor. */
  static int cpuBudget(int threadsPerCall) {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / threadsPerCall);
  }

  /** Puts the settings where libmxnet will read them. */
  void apply() {
    MxnetLoader.setEnvironment(WORKERS, Integer.toString(workers));
    MxnetLoader.setEnvironment(OMP_THREADS, Integer.toString(threadsPerCall));
    if (MxnetLoader.environment(NO_SUM_FUSION).isEmpty()) {
      MxnetLoader.setEnvironment(NO_SUM_FUSION, "1");
    }
    Optional<String> engine = MxnetLoader.environment(ENGINE_TYPE);
    if (engine.isPresent() && engine.get().equals(NAIVE_ENGINE)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          ENGINE_TYPE
              + " is "
              + NAIVE_ENGINE
              + ", which gives wrong results to several threads; using "
              + THREADED_ENGINE);
      MxnetLoader.setEnvironment(ENGINE_TYPE, THREADED_ENGINE);
    }
  }

  /** Returns what a predictor gets of what it asks for, and says so if that is something else. */
  PredictorOptions settle(String model, PredictorOptions wanted) {
    int asked = wanted.threadsPerCall().orElse(threadsPerCall);
    int concurrency = wanted.concurrency().orElse(cpuBudget(threadsPerCall));
    if (asked != threadsPerCall || concurrency > workers) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "model "
              + model
              + " asks for "
              + concurrency
              + " calls at once with threadsPerCall "
              + asked
              + "; libmxnet's engine was set up by the first model of this process, with "
              + workers
              + " workers and threadsPerCall "
              + threadsPerCall
              + ", and keeps that: calls beyond the workers wait for each other inside libmxnet");
    }
    return wanted.toBuilder().concurrency(concurrency).threadsPerCall(threadsPerCall).build();
  }

  private static OptionalInt environment(String name) {
    Optional<String> text = MxnetLoader.environment(name);
    try {
      return text.map(value -> OptionalInt.of(Integer.parseInt(value.strip())))
          .filter(value -> value.getAsInt() > 0)
          .orElse(OptionalInt.empty());
    } catch (NumberFormatException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "environment variable "
              + name
              + " is '"
              + text.orElse("")
              + "', expected a number; it is ignored");
      return OptionalInt.empty();
    }
  }
}
