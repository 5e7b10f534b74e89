package dev.weft.backend.cudnn.gpu;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out the tests that have not begun when the time of a run is used up. A service, which
 * JUnit looks for where it is asked to detect extensions.
 */
public final class UntilTimeIsUsedUp implements ExecutionCondition {
  /** The configuration parameter that tells when, as {@link System#nanoTime} counts. */
  static final String END_NANOS = "weft.test.endNanos";

  /** For {@link java.util.ServiceLoader}. */
  public UntilTimeIsUsedUp() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getConfigurationParameter(END_NANOS, Long::valueOf)
        .filter(TimeLimit::isOver)
        .map(end -> ConditionEvaluationResult.disabled(TimeLimit.USED_UP))
        .orElseGet(() -> ConditionEvaluationResult.enabled("there is time left"));
  }
}
