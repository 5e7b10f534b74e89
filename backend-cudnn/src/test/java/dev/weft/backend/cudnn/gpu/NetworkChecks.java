package dev.weft.backend.cudnn.gpu;

import dev.weft.Device;
import dev.weft.Model;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.Gpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whole networks on GPUs: their answers, from one and from many threads, and what they leave. */
final class NetworkChecks {
  private static final int THREADS = 16;
  private static final int CALLS = 20;
  private static final int RACES = 20;
  private static final double EXACT = 1e-4;
  private static final double FP16 = 1e-2;

  /** Seven bits behind the point: networks with random weights differ by 1e-2 and more. */
  private static final double BF16 = 2e-2;

  /** What the driver itself may keep after the first model. */
  private static final long LEAK_BYTES = 4 << 20;

  private final Verdicts verdicts;
  private final List<String> networks;
  private final TimeLimit limit;

  NetworkChecks(Verdicts verdicts, List<String> networks, TimeLimit limit) {
    this.verdicts = verdicts;
    this.networks = networks;
    this.limit = limit;
  }

  static PredictorOptions options(Precision precision, int concurrency) {
    return PredictorOptions.builder()
        .backend("cudnn")
        .device(Device.gpu(0))
        .precision(precision)
        .concurrency(concurrency)
        .build();
  }

  void run() {
    for (String name : networks) {
      if (limit.isUsedUp()) {
        verdicts.skip(name, TimeLimit.USED_UP);
      } else {
        check(ZooModel.named(name));
      }
    }
    ZooModel small = ZooModel.named(networks.get(0));
    check("predictors close while threads call", () -> closes(small));
    check(
        "a second predictor takes no more of the device than the first",
        () -> sharesParameters(small));
    check("nothing is left on the device", () -> leavesNothing(small));
    if (Cuda.gpus().size() > 1) {
      check("all GPUs answer alike", () -> spreads(small));
    }
  }

  private void check(ZooModel model) {
    for (int batch : new int[] {1, 3}) {
      Tensor input = model.images(batch, batch);
      Tensor right = answer(model, input);
      for (Precision precision : Precision.values()) {
        if (!Measurements.isKnown(precision)) {
          verdicts.skip(model.name() + ", batch " + batch + ", " + precision, "the GPU lacks it");
          continue;
        }
        double most = mostDifference(precision);
        check(
            model.name() + ", batch " + batch + ", " + precision + " agrees with onednn",
            () -> agrees(model, input, right, precision, most));
      }
    }
    check(model.name() + " answers " + THREADS + " threads alike", () -> answersAlike(model));
  }

  private void check(String name, Verdicts.Check check) {
    verdicts.check(name, limit, check);
  }

  private static double mostDifference(Precision precision) {
    return switch (precision) {
      case FP32 -> EXACT;
      case FP16 -> FP16;
      case BF16 -> BF16;
    };
  }

  private static Tensor answer(ZooModel model, Tensor input) {
    PredictorOptions options = PredictorOptions.builder().backend("onednn").concurrency(1).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      return predictor.predict(input).get(0);
    }
  }

  private static String agrees(
      ZooModel model, Tensor input, Tensor right, Precision precision, double most) {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(model.source(), options(precision, 1))) {
      Tensor found = predictor.predict(input).get(0);
      double worst = difference(right, found);
      double mean = meanDifference(right, found);
      String differences =
          String.format(
              Locale.ROOT,
              "differs by %.1e of the greatest, root mean square %.1e of the outputs'",
              worst,
              mean);
      if (!(worst <= most)) {
        throw new AssertionError(differences + ", limit " + most);
      }
      return differences;
    }
  }

  static double difference(Tensor right, Tensor found) {
    float[] expected = right.toFloatArray();
    float[] actual = found.toFloatArray();
    double greatest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      double difference = Math.abs((double) expected[i] - actual[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst / greatest;
  }

  /** Returns the root mean square of the difference, to that of the right elements. */
  private static double meanDifference(Tensor right, Tensor found) {
    float[] expected = right.toFloatArray();
    float[] actual = found.toFloatArray();
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += (double) expected[i] * expected[i];
      errors += Math.pow((double) expected[i] - actual[i], 2);
    }
    return Math.sqrt(errors / squares);
  }

  private static String answersAlike(ZooModel model) throws Exception {
    List<Tensor> inputs = new ArrayList<>();
    List<float[]> right = new ArrayList<>();
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(model.source(), options(Precision.FP32, 4))) {
      for (int i = 0; i < CALLS; i++) {
        inputs.add(model.images(1, i));
        right.add(predictor.predict(inputs.get(i)).get(0).toFloatArray());
      }
      inThreads(
          thread -> {
            for (int i = 0; i < CALLS; i++) {
              int call = (i + thread) % CALLS;
              float[] found = predictor.predict(inputs.get(call)).get(0).toFloatArray();
              if (!Arrays.equals(right.get(call), found)) {
                throw new AssertionError("thread " + thread + ", call " + call + " differs");
              }
            }
          });
    }
    return "bit-equal";
  }

  @FunctionalInterface
  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inThreads(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  work.run(thread);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static String closes(ZooModel model) throws Exception {
    Tensor input = model.images(1, 1);
    try (Model loaded = Model.load(model.source(), options(Precision.FP32, 4))) {
      float[] right;
      try (ThreadSafePredictor first = loaded.predictor()) {
        right = first.predict(input).get(0).toFloatArray();
      }
      for (int race = 0; race < RACES; race++) {
        ThreadSafePredictor predictor = loaded.predictor();
        inThreads(
            thread -> {
              try {
                for (int i = 0; i < CALLS; i++) {
                  if (thread == 0 && i == 2) {
                    predictor.close();
                  }
                  float[] found = predictor.predict(input).get(0).toFloatArray();
                  if (!Arrays.equals(right, found)) {
                    throw new AssertionError("a call beside close answered wrongly");
                  }
                }
              } catch (IllegalStateException e) {
                // Closed, as was to be expected.
                return;
              }
              if (thread == 0) {
                throw new AssertionError("a call went through though the predictor was closed");
              }
            });
      }
    }
    return RACES + " times";
  }

  private static String sharesParameters(ZooModel model) {
    Gpu gpu = Cuda.gpus().get(0);
    try (Model loaded = Model.load(model.source(), options(Precision.FP32, 1))) {
      long before = gpu.freeBytes();
      try (ThreadSafePredictor one = loaded.predictor();
          ThreadSafePredictor other = loaded.predictor()) {
        one.predict(model.images(1, 1));
        long first = before - gpu.freeBytes();
        other.predict(model.images(1, 1));
        long second = before - gpu.freeBytes() - first;
        if (second > first + LEAK_BYTES) {
          throw new AssertionError(second + " bytes after " + first);
        }
        return "a first predictor takes "
            + (first >> 20)
            + " MiB of the device, a second one "
            + (second >> 20);
      }
    }
  }

  private static String leavesNothing(ZooModel model) {
    Gpu gpu = Cuda.gpus().get(0);
    answerOnce(model);
    long before = gpu.freeBytes();
    for (int i = 0; i < RACES; i++) {
      answerOnce(model);
    }
    long lost = before - gpu.freeBytes();
    if (lost > LEAK_BYTES) {
      throw new AssertionError(lost + " bytes are missing after " + RACES + " models");
    }
    return lost + " bytes after " + RACES + " models";
  }

  private static void answerOnce(ZooModel model) {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(model.source(), options(Precision.FP32, 2))) {
      predictor.predict(model.images(1, 1));
    }
  }

  private static String spreads(ZooModel model) throws Exception {
    Tensor input = model.images(1, 1);
    float[] right = answer(model, input).toFloatArray();
    PredictorOptions all =
        options(Precision.FP32, 4 * Cuda.gpus().size()).toBuilder().device(Device.gpus()).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), all)) {
      inThreads(
          thread -> {
            for (int i = 0; i < CALLS; i++) {
              Tensor found = predictor.predict(input).get(0);
              double worst = difference(Tensor.of(right, right.length), found);
              if (!(worst <= EXACT)) {
                throw new AssertionError("differs by " + worst);
              }
            }
          });
    }
    return Cuda.gpus().size() + " GPUs";
  }
}
