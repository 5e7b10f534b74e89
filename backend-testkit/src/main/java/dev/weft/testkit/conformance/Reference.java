package dev.weft.testkit.conformance;

import dev.weft.BackendDescription;
import dev.weft.Backends;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where right answers come from that nobody wrote down: another backend, in the same process. */
@FunctionalInterface
public interface Reference {

  /**
   * The right answer.
   *
   * @param source the model
   * @param inputs the inputs by name
   * @return the outputs, or empty if this does not know them
   */
  Optional<List<Tensor>> answer(ModelSource source, Map<String, Tensor> inputs);

  /**
   * A reference that knows nothing, for the backend that others are held against.
   *
   * @return the reference
   */
  static Reference none() {
    return (source, inputs) -> Optional.empty();
  }

  /**
   * What another backend answers; nothing is known where that backend is not present.
   *
   * @param name the backend's name, such as {@code mxnet}
   * @return the reference
   */
  static Reference backend(String name) {
    PredictorOptions options = PredictorOptions.builder().backend(name).concurrency(1).build();
    return (source, inputs) -> {
      if (!isPresent(name)) {
        return Optional.empty();
      }
      try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
        return Optional.of(predictor.predict(inputs));
      }
    };
  }

  private static boolean isPresent(String name) {
    return Backends.describe().stream()
        .filter(found -> found.name().equals(name))
        .map(BackendDescription::availability)
        .anyMatch(availability -> availability.available());
  }
}
