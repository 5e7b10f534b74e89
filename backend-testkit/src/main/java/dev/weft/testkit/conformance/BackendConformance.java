package dev.weft.testkit.conformance;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * What all parts of the suite have in common. A backend's subclass says what is tested. A test that
 * hangs in native code fails when its time is over, and its threads are left behind.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendConformance {

  private final ConformanceSubject subject;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected BackendConformance(ConformanceSubject subject) {
    this.subject = subject;
  }

  /**
   * The options that every model of the suite is loaded with.
   *
   * @return options that name the backend
   */
  protected final PredictorOptions options() {
    return subject.options();
  }

  final IgnoreList ignored() {
    return subject.ignored();
  }

  final Reference reference() {
    return subject.reference();
  }

  final double leastTolerance() {
    return subject.leastTolerance();
  }

  @BeforeEach
  void skipIgnored(TestInfo test) {
    test.getTestMethod().map(Method::getName).ifPresent(ignored()::skip);
  }

  ThreadSafePredictor open(ModelSource source) {
    return ThreadSafePredictor.open(source, options());
  }

  Model load(ModelSource source) {
    return Model.load(source, options());
  }

  /** Holds an answer against the reference, if that knows the case. */
  void agreesWithReference(
      ModelSource source, Map<String, Tensor> inputs, List<Tensor> answer, double tolerance) {
    Optional<List<Tensor>> right = reference().answer(source, inputs);
    right.ifPresent(
        expected ->
            Measured.print(
                String.format(
                    Locale.ROOT,
                    "%s differs from the reference by %.1e of its largest element at most",
                    source,
                    Answers.close(expected, answer, tolerance))));
  }
}
