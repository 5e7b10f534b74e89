package dev.weft.samples;

import dev.weft.Device;
import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.TensorSpec;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.ImageArguments;
import dev.weft.samples.cli.IsGpuConverter;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.PositiveConverter;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Progress;
import dev.weft.samples.cli.TraceArguments;
import dev.weft.samples.cli.Version;
import dev.weft.samples.demo.DemoModel;
import dev.weft.samples.image.ImageSource;
import dev.weft.samples.image.Labels;
import dev.weft.samples.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Labels images by many threads that share one predictor, as MXNet's C++ example {@code
 * multi_threaded_inference} does.
 *
 * <p>Run without arguments it labels the shipped images with the shipped model.
 */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Labels images by many threads that share one predictor.")
public final class MultiThreadedInference implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments predictor = new PredictorArguments();
  @Mixin private final ImageArguments images = new ImageArguments();
  @Mixin private final TraceArguments trace = new TraceArguments();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "IS_GPU",
      defaultValue = "0",
      converter = IsGpuConverter.class,
      description = "1 to compute on the first GPU, 0 not to (default: ${DEFAULT-VALUE}).")
  private Device device = Device.cpu();

  @Parameters(
      index = "2..*",
      paramLabel = "FILE",
      description = "Images; with the shipped model, the shipped images if none is given.")
  private List<Path> files = List.of();

  @Option(
      names = "--synset",
      paramLabel = "FILE",
      description = "Names of the classes, one a line (default: synset.txt beside the model).")
  private @Nullable Path synset;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = PositiveConverter.class,
      description = "Threads that share the predictor (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      converter = PositiveConverter.class,
      description = "Labels shown for an image (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveConverter.class,
      description = "How often each image is answered (default: ${DEFAULT-VALUE}).")
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
    Programs.run(new MultiThreadedInference(), arguments);
  }

  /** Makes the program for picocli. */
  public MultiThreadedInference() {}

  @Override
  public Integer call() throws Exception {
    PredictorOptions options = trace.listening(options());
    List<ImageSource> sources = sources();
    try (Model loaded = Model.load(model.source(), options);
        ThreadSafePredictor shared = loaded.predictor()) {
      TensorSpec input = imageInput(loaded);
      Preprocessing preprocessing = preprocessing(input);
      LabelReport report = new LabelReport(console.out(), top, labels());
      report.heading(model.name(), loaded, shared.options(), preprocessing);
      LabelRun run = new LabelRun(shared, threads, repeat, trace);
      try (Progress bar = Progress.of("labelling", (long) sources.size() * repeat, progress)) {
        run.run(sources, preprocessing, bar);
      }
      report.results(run);
      trace.finish("weft label " + model.name(), console.out());
      if (run.differing() > 0) {
        throw new IllegalStateException(
            run.differing() + " answers differ from the first one for their image");
      }
    }
    return 0;
  }

  private PredictorOptions options() {
    PredictorOptions options = predictor.options();
    if (device.kind() == Device.Kind.CPU) {
      return options;
    }
    Device named = options.device().orElse(device);
    if (named.kind() == Device.Kind.CPU) {
      throw console.misuse("IS_GPU is 1, but --device is " + named);
    }
    return options.toBuilder().device(named).build();
  }

  private List<ImageSource> sources() throws IOException {
    if (files.isEmpty()) {
      if (!model.isDemo()) {
        throw console.misuse("no image files, expected MODEL IS_GPU FILE...");
      }
      return DemoModel.images();
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + (Files.exists(file) ? ": not a file" : ": no such file"));
      }
    }
    return files.stream().map(ImageSource::of).toList();
  }

  private Labels labels() throws IOException {
    if (synset != null) {
      return Labels.read(synset);
    }
    if (model.isDemo()) {
      return DemoModel.labels();
    }
    Optional<Path> beside = model.sibling("synset.txt").filter(Files::exists);
    return beside.isPresent() ? Labels.read(beside.get()) : Labels.none();
  }

  private Preprocessing preprocessing(TensorSpec input) {
    try {
      return images.preprocessing(input, model.isDemo());
    } catch (IllegalArgumentException e) {
      throw console.misuse(String.valueOf(e.getMessage()));
    }
  }

  private static TensorSpec imageInput(Model model) {
    List<TensorSpec> inputs = model.signature().requiredInputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "the model wants the inputs "
              + inputs
              + ", expected one input of images; run it with RunModel");
    }
    return inputs.get(0);
  }
}
