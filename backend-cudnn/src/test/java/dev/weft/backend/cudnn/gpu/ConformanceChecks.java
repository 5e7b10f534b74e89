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

/** The conformance suite, a line for each test. */
final class ConformanceChecks {
  private ConformanceChecks() {}

  static void run(Verdicts verdicts, List<Class<?>> suites) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(suites.stream().map(suite -> selectClass(suite)).toList())
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
      boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
      if (failed) {
        verdicts.fail(nameOf(test), result.getThrowable().orElseThrow());
      } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        verdicts.pass(nameOf(test), "");
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      verdicts.print("SKIP %s: %s", nameOf(test), reason);
    }

    private String nameOf(TestIdentifier test) {
      String parent =
          plan.getParent(test).map(TestIdentifier::getDisplayName).orElse("conformance");
      return parent + ", " + test.getDisplayName();
    }
  }
}
