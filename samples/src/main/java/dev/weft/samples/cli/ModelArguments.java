package dev.weft.samples.cli;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.samples.demo.DemoModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which model to load. */
public final class ModelArguments {
  private static final String DEMO = "demo";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      defaultValue = DEMO,
      description = {
        "Prefix of MODEL-symbol.json and MODEL-0000.params, such as models/resnet-50.",
        "The default, ${DEFAULT-VALUE}, is the model shipped with the programs; a file of that name"
            + " is ./demo."
      })
  private String prefix = DEMO;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "0",
      description = "Number in the name of the parameter file (default: ${DEFAULT-VALUE}).")
  private int epoch;

  @Option(
      names = "--params",
      paramLabel = "FILE",
      description = "Parameter file, where its name does not follow from MODEL and --epoch.")
  private @Nullable Path parameters;

  @Option(
      names = "--refuse-surplus",
      description = "Refuse parameters in the file that the model does not use.")
  private boolean surplusRefused;

  @Option(
      names = "--declare-input",
      paramLabel = "NAME=TYPE",
      description = {
        "Declare a variable of the graph to be an input, of a type such as int32; may be repeated."
      })
  private Map<String, DataType> declaredInputs = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec program;

  /** Makes an object for picocli to fill. */
  public ModelArguments() {}

  /** {@return whether the model is the one shipped with the programs} */
  public boolean isDemo() {
    return prefix.equals(DEMO);
  }

  /** {@return what was given as model} */
  public String name() {
    return prefix;
  }

  /**
   * {@return where the model is}
   *
   * @throws IOException if the shipped model cannot be read
   * @throws IllegalArgumentException if prefix or epoch make no sense
   */
  public ModelSource source() throws IOException {
    if (isDemo() && (parameters != null || epoch != 0)) {
      CommandSpec spec = Objects.requireNonNull(program, "filled by picocli");
      throw new ParameterException(
          spec.commandLine(),
          "--params and --epoch are for a MODEL of your own, but none is given");
    }
    ModelSource source = isDemo() ? DemoModel.source() : onDisk();
    for (Map.Entry<String, DataType> input : declaredInputs.entrySet()) {
      source = source.declaringInput(input.getKey(), input.getValue());
    }
    return surplusRefused ? source.refusingSurplusParameters() : source;
  }

  /**
   * {@return the file of a name beside the model, whether it is there or not; empty for the shipped
   * model}
   *
   * @param name the file's name
   */
  public Optional<Path> sibling(String name) {
    return isDemo() ? Optional.empty() : Optional.of(Path.of(prefix).resolveSibling(name));
  }

  private ModelSource onDisk() {
    return parameters == null
        ? ModelSource.mxnet(Path.of(prefix), epoch)
        : ModelSource.mxnet(Path.of(prefix + "-symbol.json"), parameters);
  }
}
