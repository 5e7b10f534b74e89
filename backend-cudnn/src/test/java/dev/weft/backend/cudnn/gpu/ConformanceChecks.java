package dev.weft.backend.cudnn.gpu;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The conformance suite, a line for each test. Those that have not begun in time are left out. */
final class ConformanceChecks {
  private ConformanceChecks() {}

  static void run(Verdicts verdicts, List<Class<?>> suites, TimeLimit limit) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(suites.stream().map(suite -> selectClass(suite)).toList())
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .configurationParameter(UntilTimeIsUsedUp.END_NANOS, String.valueOf(limit.endNanos()))
            .build();
    LauncherFactory.create().execute(request, new Listener(verdicts));
  }

  private static final class Listener implements TestExecutionListener {
    private final Verdicts verdicts;
    private TestPlan plan;

    Listener(Verdicts verdicts) {
      this.verdicts = verdicts;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
      plan = started;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case FAILED -> verdicts.fail(nameOf(test), result.getThrowable().orElseThrow());
        case ABORTED ->
            verdicts.skip(
                nameOf(test),
                result.getThrowable().map(Throwable::getMessage).orElse("an assumption failed"));
        case SUCCESSFUL -> {
          if (test.isTest()) {
            verdicts.pass(nameOf(test), "");
          }
        }
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      verdicts.skip(nameOf(test), reason);
    }

    private String nameOf(TestIdentifier test) {
      String parent =
          plan.getParent(test).map(TestIdentifier::getDisplayName).orElse("conformance");
      return parent + ", " + test.getDisplayName();
    }
  }
}
