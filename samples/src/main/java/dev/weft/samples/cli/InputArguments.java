package dev.weft.samples.cli;

import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.samples.demo.DemoModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tensors for a model's inputs: read from files, or random. */
public final class InputArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec program;

  @Option(
      names = "--input",
      paramLabel = "NAME=SHAPE|NAME=@FILE",
      converter = NamedInput.Converter.class,
      description = {
        "An input: random elements of a shape (data=1,3,224,224) or a NumPy file (data=@x.npy).",
        "Inputs not named are random, of the shape in the model's signature with a batch of 1;",
        "the shipped model gets a shipped image."
      })
  private List<NamedInput> given = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the random elements (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Makes an object for picocli to fill. */
  public InputArguments() {}

  /**
   * {@return a tensor for each input that was named or is required; the same for the same seed} The
   * shipped model gets one of the shipped images where nothing else is said.
   *
   * @param model the model
   * @param signature the inputs of the model
   * @throws IOException if a file cannot be read
   * @throws ParameterException if an input is unknown, or its shape cannot be told
   */
  public Map<String, Tensor> tensors(ModelArguments model, ModelSignature signature)
      throws IOException {
    // One generator for each input: an input's elements do not depend on the others given.
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (NamedInput input : given) {
      TensorSpec spec =
          signature.inputs().stream()
              .filter(known -> known.name().equals(input.name()))
              .findFirst()
              .orElseThrow(() -> unknown(input.name(), signature));
      if (tensors.put(input.name(), input.tensor(spec, new Random(seed))) != null) {
        throw misuse("input '" + input.name() + "' is given twice");
      }
    }
    for (TensorSpec spec : signature.requiredInputs()) {
      if (!tensors.containsKey(spec.name())) {
        tensors.put(spec.name(), model.isDemo() ? DemoModel.input() : random(spec));
      }
    }
    return tensors;
  }

  private Tensor random(TensorSpec spec) {
    return RandomTensor.of(spec.dataType(), known(spec), new Random(seed));
  }

  private Shape known(TensorSpec spec) {
    Shape shape = spec.shape();
    if (shape.isRankKnown() && shape.rank() > 0) {
      long[] dimensions = shape.dimensions();
      if (dimensions[0] == Shape.UNKNOWN) {
        dimensions[0] = 1;
      }
      shape = Shape.of(dimensions);
    }
    if (!shape.isKnown()) {
      throw misuse(
          "the model leaves the shape of input "
              + spec
              + " open: give one, such as --input "
              + spec.name()
              + "="
              + example(shape));
    }
    return shape;
  }

  private static String example(Shape shape) {
    return shape.isRankKnown()
        ? Arrays.stream(shape.dimensions())
            .mapToObj(size -> size == Shape.UNKNOWN ? "224" : Long.toString(size))
            .collect(Collectors.joining(","))
        : "1,3,224,224";
  }

  private ParameterException unknown(String name, ModelSignature signature) {
    return misuse(
        signature.inputs().stream()
            .map(TensorSpec::name)
            .collect(
                Collectors.joining(
                    ", ", "the model has no input '" + name + "', expected one of ", "")));
  }

  private ParameterException misuse(String message) {
    CommandSpec spec = Objects.requireNonNull(program, "filled by picocli");
    return new ParameterException(spec.commandLine(), message);
  }
}
