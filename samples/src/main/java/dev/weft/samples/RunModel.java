package dev.weft.samples;

import dev.weft.Model;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.InputArguments;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.OutputFile;
import dev.weft.samples.cli.PositiveConverter;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Progress;
import dev.weft.samples.cli.TraceArguments;
import dev.weft.samples.cli.Version;
import dev.weft.samples.measure.Summary;
import dev.weft.samples.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs any model on tensors from NumPy files or random ones, shows the outputs, and measures many
 * calls by many threads.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Runs any model on tensors, shows the outputs, and measures many calls.")
public final class RunModel implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments options = new PredictorArguments();
  @Mixin private final InputArguments inputs = new InputArguments();
  @Mixin private final TraceArguments trace = new TraceArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Save each output as a NumPy file in this folder.")
  private @Nullable Path folder;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveConverter.class,
      description = "Threads that share the predictor (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveConverter.class,
      description = "Calls for each thread, to measure (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show a progress bar (default: on a terminal, or if the work is long).")
  private @Nullable Boolean progress;

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new RunModel(), arguments);
  }

  /** Makes the program for picocli. */
  public RunModel() {}

  @Override
  public Integer call() throws Exception {
    if (folder != null) {
      OutputFile.requireFolder(folder);
    }
    try (Model loaded = Model.load(model.source(), trace.listening(options.options()));
        ThreadSafePredictor predictor = loaded.predictor()) {
      Map<String, Tensor> tensors = inputs.tensors(model, loaded.signature());
      describe(loaded, predictor);
      tensors.forEach((name, tensor) -> show("input  " + name, tensor));

      long start = System.nanoTime();
      List<Tensor> answer = predictor.predict(tensors);
      long end = System.nanoTime();
      trace.called(0, start, end);
      List<TensorSpec> outputs = loaded.signature().outputs();
      for (int i = 0; i < answer.size(); i++) {
        show("output " + outputs.get(i).name(), answer.get(i));
      }
      save(outputs, answer);
      if (threads * (long) repeat > 1) {
        measure(predictor, tensors, answer, end - start);
      }
      trace.finish("weft run " + model.name(), console.out());
      return 0;
    }
  }

  private void measure(
      ThreadSafePredictor predictor,
      Map<String, Tensor> tensors,
      List<Tensor> answer,
      long firstNanos)
      throws Exception {
    LoadTest test = new LoadTest(predictor, tensors, answer, trace);
    try (Progress bar = Progress.of("calls", (long) threads * repeat, progress)) {
      test.run(threads, repeat, bar);
    }
    test.report(console.out(), firstNanos);
    if (test.differing() > 0) {
      throw new IllegalStateException(
          test.differing() + " answers differ from the first one in at least one bit");
    }
  }

  private void describe(Model loaded, ThreadSafePredictor predictor) {
    console.out().println("signature " + loaded.signature());
    console.out().println("options   " + predictor.options());
    console.out().printf(Locale.ROOT, "parameters %,d bytes, held once%n", loaded.parameterBytes());
  }

  private void show(String name, Tensor tensor) {
    console.out().println(name + " " + tensor + " " + Summary.of(tensor));
  }

  private void save(List<TensorSpec> specs, List<Tensor> answer) throws IOException {
    if (folder == null) {
      return;
    }
    for (int i = 0; i < answer.size(); i++) {
      // Names in a model may hold characters that a file's name may not.
      String name = specs.get(i).name().replaceAll("[^A-Za-z0-9._-]", "_");
      Path file = folder.resolve(name + ".npy");
      try {
        NpyFile.write(file, answer.get(i));
      } catch (IOException e) {
        throw OutputFile.unwritable(file, e);
      }
      console.out().println("saved " + file);
    }
  }
}
