package dev.weft.backend.onednn.drawn;

import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Holds the answers of the backend {@code onednn} to a model against those of libmxnet. */
final class Agreement {
  private static final double TOLERANCE = 1e-4;
  private static final double LEAST_DIFFERENCE = 1e-6;
  private static final int CALLERS = 4;

  private Agreement() {}

  /** Returns what is wrong with the answers; empty if nothing is, or libmxnet has no answer. */
  static Optional<String> fault(DrawnModel model) {
    ModelSource source = model.source();
    Optional<List<Tensor>> expected = rightAnswers(source, model);
    return expected.flatMap(right -> fault(source, model, right));
  }

  private static Optional<List<Tensor>> rightAnswers(ModelSource source, DrawnModel model) {
    try (ThreadSafePredictor predictor = open(source, "mxnet", 1)) {
      return Optional.of(predictor.predict(model.inputs(0)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> fault(
      ModelSource source, DrawnModel model, List<Tensor> expected) {
    try (ThreadSafePredictor predictor = open(source, "onednn", CALLERS)) {
      List<Tensor> found = predictor.predict(model.inputs(0));
      return difference(expected, found).or(() -> instability(predictor, model, found));
    } catch (RuntimeException e) {
      return Optional.of("libmxnet has an answer, but: " + e);
    }
  }

  private static ThreadSafePredictor open(ModelSource source, String backend, int concurrency) {
    return ThreadSafePredictor.open(
        source,
        PredictorOptions.builder()
            .backend(backend)
            .concurrency(concurrency)
            .threadsPerCall(1)
            .build());
  }

  /** Several callers at once, who give different inputs, must get the bits that one gets. */
  private static Optional<String> instability(
      ThreadSafePredictor predictor, DrawnModel model, List<Tensor> expected) {
    List<CompletableFuture<List<Tensor>>> calls = new ArrayList<>();
    for (int i = 0; i < 2 * CALLERS; i++) {
      calls.add(predictor.predictAsync(model.inputs(i % 2)));
    }
    List<List<Tensor>> found = calls.stream().map(CompletableFuture::join).toList();
    for (int i = 0; i < found.size(); i += 2) {
      if (!sameBits(expected, found.get(i))) {
        return Optional.of("call " + i + " of several gets another answer than the first one");
      }
    }
    return Optional.empty();
  }

  private static boolean sameBits(List<Tensor> expected, List<Tensor> found) {
    boolean same = true;
    for (int i = 0; i < expected.size(); i++) {
      same &= Arrays.equals(expected.get(i).toDoubleArray(), found.get(i).toDoubleArray());
    }
    return same;
  }

  private static Optional<String> difference(List<Tensor> expected, List<Tensor> found) {
    for (int i = 0; i < expected.size(); i++) {
      Tensor right = expected.get(i);
      Tensor own = found.get(i);
      if (!right.shape().equals(own.shape()) || right.dataType() != own.dataType()) {
        return Optional.of("output " + i + " is " + own + ", expected " + right);
      }
      String place = difference(right.toDoubleArray(), own.toDoubleArray());
      if (!place.isEmpty()) {
        return Optional.of("output " + i + " of " + right.shape() + place);
      }
    }
    return Optional.empty();
  }

  private static String difference(double[] right, double[] found) {
    double largest = Arrays.stream(right).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    for (int i = 0; i < right.length; i++) {
      boolean same = Double.compare(right[i], found[i]) == 0;
      double limit = TOLERANCE * largest + LEAST_DIFFERENCE;
      if (!same && !(Math.abs(right[i] - found[i]) <= limit)) {
        return " is " + found[i] + " at " + i + ", expected " + right[i] + " ± " + limit;
      }
    }
    return "";
  }
}
