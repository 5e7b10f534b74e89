package dev.weft.samples;

import dev.weft.Model;
import dev.weft.Shape;
import dev.weft.inspect.ModelReport;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.DrawingArguments;
import dev.weft.samples.cli.InputArguments;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import dev.weft.samples.inspect.ReportText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a model is, and what the backend makes of it for inputs of given shapes. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Tells what a model is and what becomes of it: nodes, steps, memory, pictures.")
public final class InspectModel implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments options = new PredictorArguments();
  @Mixin private final InputArguments inputs = new InputArguments();
  @Mixin private final DrawingArguments drawing = new DrawingArguments();

  @Option(
      names = "--steps",
      description = "List the steps of a call too, with layouts and implementations.")
  private boolean steps;

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new InspectModel(), arguments);
  }

  /** Makes the program for picocli. */
  public InspectModel() {}

  @Override
  public Integer call() throws Exception {
    drawing.require();
    try (Model loaded = Model.load(model.source(), options.options())) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      inputs
          .tensors(model, loaded.signature())
          .forEach((name, tensor) -> shapes.put(name, tensor.shape()));
      ModelReport report = loaded.report(shapes);
      ReportText text = new ReportText(report, console.out());
      console.out().println("model            " + model.name() + " " + shapes);
      console.out().println("options          " + loaded.options());
      console.out().println();
      text.nodes();
      console.out().println();
      text.totals();
      text.memory(loaded.options().concurrency().orElse(1));
      if (steps) {
        console.out().println();
        text.steps();
      }
      drawing.write(report, model.name() + " " + shapes, console.out());
    }
    return 0;
  }
}
