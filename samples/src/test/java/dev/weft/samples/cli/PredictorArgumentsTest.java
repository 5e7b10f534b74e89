package dev.weft.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.PredictorOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PredictorArgumentsTest {
  @Command
  private static final class Program {
    @Mixin private final PredictorArguments arguments = new PredictorArguments();
  }

  @Test
  void leavesToTheLibraryWhatIsNotGiven() {
    assertEquals(PredictorOptions.defaults().toString(), options().toString());
  }

  @Test
  void handsEveryOptionOn() {
    PredictorOptions options =
        options(
            "--backend=mxnet",
            "--device=gpu(1)",
            "--precision=bf16",
            "--concurrency=3",
            "--threads-per-call=2",
            "--max-wait=250ms",
            "--max-queued=9",
            "--backend-option=mxnet.a=b=c",
            "--backend-option=mxnet.d=e");
    assertEquals(
        "backend=mxnet, device=gpu(1), precision=BF16, concurrency=3, threadsPerCall=2,"
            + " maxWait=PT0.25S, maxQueuedCalls=9, {mxnet.a=b=c, mxnet.d=e}",
        options.toString());
  }

  @Test
  void refusesWhatTheLibraryRefuses() {
    assertThrows(CommandLine.ParameterException.class, () -> options("--concurrency=0"));
    assertThrows(CommandLine.ParameterException.class, () -> options("--backend= "));
    assertThrows(CommandLine.ParameterException.class, () -> options("--precision=int4"));
  }

  private static PredictorOptions options(String... arguments) {
    Program program = new Program();
    new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return program.arguments.options();
  }
}
