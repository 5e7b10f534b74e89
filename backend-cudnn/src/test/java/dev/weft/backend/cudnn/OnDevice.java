package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.backend.cudnn.simulated.NoCompilerException;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs the tests of a class on simulated devices; on a real one where the system property {@value
 * #DEVICE} is {@code real}. Faults of a test end with it. A class fails if a rule of CUDA was
 * broken, or if something on a device outlives it.
 */
public final class OnDevice implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  /** The system property that asks for real devices with the value {@code real}. */
  public static final String DEVICE = "weft.test.device";

  /** {@return whether the devices are real ones} */
  static boolean isReal() {
    return "real".equals(System.getProperty(DEVICE));
  }

  private @Nullable SimulatedCuda simulation;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isReal()) {
      return;
    }
    try {
      simulation = SimulatedCuda.get();
      System.setProperty(CudnnRuntime.SYSTEM_PROPERTY, simulation.folder().toString());
    } catch (NoCompilerException e) {
      throw new TestAbortedException(e.getMessage(), e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (simulation != null) {
      simulation.reset();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (simulation == null) {
      return;
    }
    simulation.reset();
    simulation.checkFreedMemory();
    assertEquals("", simulation.violations(), "rules that were broken");
    assertEquals("", simulation.liveObjects(), "objects that were not destroyed");
    for (int device = -1; device < SimulatedCuda.MAX_DEVICES; device++) {
      assertEquals(
          0, simulation.memoryInUse(device), "bytes that are still allocated on device " + device);
    }
  }
}
