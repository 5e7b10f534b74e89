package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorOptionsTest {
  private static final PredictorOptions FULL =
      PredictorOptions.builder()
          .backend("mxnet")
          .device(Device.gpu(1))
          .precision(Precision.BF16)
          .concurrency(4)
          .threadsPerCall(2)
          .maxWait(Duration.ofMillis(250))
          .maxQueuedCalls(0)
          .backendOption("mxnet.library", "libmxnet.so")
          .build();

  @Test
  void nothingIsSetByDefault() {
    PredictorOptions options = PredictorOptions.defaults();
    assertEquals(Optional.empty(), options.backend());
    assertEquals(Optional.empty(), options.device());
    assertEquals(Optional.empty(), options.precision());
    assertEquals(OptionalInt.empty(), options.concurrency());
    assertEquals(OptionalInt.empty(), options.threadsPerCall());
    assertEquals(Optional.empty(), options.maxWait());
    assertEquals(OptionalInt.empty(), options.maxQueuedCalls());
    assertEquals(Map.of(), options.backendOptions());
    assertEquals(
        "backend=unset, device=unset, precision=unset, concurrency=unset, threadsPerCall=unset,"
            + " maxWait=unset, maxQueuedCalls=unset",
        options.toString());
  }

  @Test
  void whatIsSetIsGiven() {
    assertFull(FULL);
    assertEquals(
        "backend=mxnet, device=gpu(1), precision=BF16, concurrency=4, threadsPerCall=2,"
            + " maxWait=PT0.25S, maxQueuedCalls=0, {mxnet.library=libmxnet.so}",
        FULL.toString());
  }

  @Test
  void aBuilderOfOptionsHasAllOfThem() {
    assertFull(FULL.toBuilder().build());
  }

  @Test
  void aListenerIsKeptAndShown() {
    StepListener listener =
        new StepListener() {
          @Override
          public void stepRan(StepRun run) {}

          @Override
          public String toString() {
            return "mine";
          }
        };
    PredictorOptions options = FULL.toBuilder().stepListener(listener).build();
    assertFull(options);
    assertEquals(Optional.empty(), FULL.stepListener());
    assertEquals(Optional.of(listener), options.toBuilder().build().stepListener());
    assertEquals(FULL.toString().replace(", {", ", stepListener=mine, {"), options.toString());
  }

  @Test
  void aBuilderOfOptionsLeavesThemAlone() {
    PredictorOptions other =
        FULL.toBuilder().backend("auto").concurrency(9).backendOption("mxnet.x", "1").build();
    assertFull(FULL);
    assertEquals(Optional.of("auto"), other.backend());
    assertEquals(OptionalInt.of(9), other.concurrency());
    assertEquals(OptionalInt.of(2), other.threadsPerCall());
    assertEquals(Map.of("mxnet.library", "libmxnet.so", "mxnet.x", "1"), other.backendOptions());
  }

  @Test
  void builtOptionsDoNotFollowTheirBuilder() {
    PredictorOptions.Builder builder = PredictorOptions.builder().backendOption("a.b", "1");
    PredictorOptions built = builder.build();
    builder.concurrency(3).backendOption("a.c", "2");
    assertEquals(OptionalInt.empty(), built.concurrency());
    assertEquals(Map.of("a.b", "1"), built.backendOptions());
    assertThrows(UnsupportedOperationException.class, () -> built.backendOptions().put("a.c", "2"));
  }

  @Test
  void backendOptionsKeepTheirOrderAndTheLastValue() {
    PredictorOptions options =
        PredictorOptions.builder()
            .backendOption("z.z", "1")
            .backendOption("a.a", "2")
            .backendOption("z.z", "3")
            .build();
    assertEquals(List.of("z.z", "a.a"), List.copyOf(options.backendOptions().keySet()));
    assertEquals("3", options.backendOptions().get("z.z"));
  }

  @Test
  void countsBelowTheirLeastAreRefused() {
    PredictorOptions.Builder builder = PredictorOptions.builder();
    refused("concurrency is 0, expected at least 1", () -> builder.concurrency(0));
    refused("threadsPerCall is -3, expected at least 1", () -> builder.threadsPerCall(-3));
    refused(
        "concurrency is 2147483647, expected at most 65536",
        () -> builder.concurrency(Integer.MAX_VALUE));
    refused("threadsPerCall is 1025, expected at most 1024", () -> builder.threadsPerCall(1025));
    refused("maxQueuedCalls is -1, expected at least 0", () -> builder.maxQueuedCalls(-1));
  }

  @Test
  void aNegativeWaitIsRefused() {
    refused(
        "maxWait is PT-0.001S, expected zero or more",
        () -> PredictorOptions.builder().maxWait(Duration.ofMillis(-1)));
    assertEquals(
        Optional.of(Duration.ZERO),
        PredictorOptions.builder().maxWait(Duration.ZERO).build().maxWait());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aBlankBackendIsRefused(String name) {
    refused(
        "the backend's name is blank, expected a name or 'auto'",
        () -> PredictorOptions.builder().backend(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "library", ".library", "mxnet.", "."})
  void aBackendOptionWithoutBothPartsIsRefused(String name) {
    refused(
        "backend option '" + name + "', expected BACKEND.OPTION such as mxnet.library",
        () -> PredictorOptions.builder().backendOption(name, "x"));
  }

  @Test
  void nullIsRefused() {
    PredictorOptions.Builder builder = PredictorOptions.builder();
    assertThrows(NullPointerException.class, () -> builder.backend(null));
    assertThrows(NullPointerException.class, () -> builder.device(null));
    assertThrows(NullPointerException.class, () -> builder.precision(null));
    assertThrows(NullPointerException.class, () -> builder.maxWait(null));
    assertThrows(NullPointerException.class, () -> builder.backendOption(null, "x"));
    assertThrows(NullPointerException.class, () -> builder.backendOption("a.b", null));
  }

  private static void assertFull(PredictorOptions options) {
    assertEquals(Optional.of("mxnet"), options.backend());
    assertEquals(Optional.of(Device.gpu(1)), options.device());
    assertEquals(Optional.of(Precision.BF16), options.precision());
    assertEquals(OptionalInt.of(4), options.concurrency());
    assertEquals(OptionalInt.of(2), options.threadsPerCall());
    assertEquals(Optional.of(Duration.ofMillis(250)), options.maxWait());
    assertEquals(OptionalInt.of(0), options.maxQueuedCalls());
    assertEquals(Map.of("mxnet.library", "libmxnet.so"), options.backendOptions());
  }

  private static void refused(String message, Executable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
  }
}
