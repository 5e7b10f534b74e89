package dev.weft;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the two files of an MXNet model are; immutable.
 *
 * <p>A source opens nothing and never downloads anything: {@link Model#load} reads the files, and
 * reports a missing one. Paths may be of any file system, such as that of a jar, which must be open
 * until then.
 */
public final class ModelSource {
  private static final int EPOCH_DIGITS = 4;

  private final ModelFile symbol;
  private final ModelFile parameters;
  private final boolean surplusParametersRefused;
  private final Map<String, DataType> declaredInputs;

  private ModelSource(
      ModelFile symbol,
      ModelFile parameters,
      boolean surplusParametersRefused,
      Map<String, DataType> declaredInputs) {
    this.symbol = symbol;
    this.parameters = parameters;
    this.surplusParametersRefused = surplusParametersRefused;
    this.declaredInputs = declaredInputs;
  }

  /**
   * {@return the source of a checkpoint: {@code PREFIX-symbol.json} and {@code PREFIX-0000.params}}
   *
   * @param prefix the common beginning of both files, such as {@code models/resnet-50}
   * @param epoch the number in the parameter file's name, 0 or more; it has four digits there, or
   *     more if it needs them
   * @throws IllegalArgumentException if the epoch is negative or the prefix has no file name
   */
  public static ModelSource mxnet(Path prefix, int epoch) {
    Path fileName = prefix.getFileName();
    if (fileName == null || fileName.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "model prefix '" + prefix + "' has no file name, expected for example models/resnet-50");
    }
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch " + epoch + ", expected 0 or more");
    }
    String number = Integer.toString(epoch);
    String digits = "0".repeat(Math.max(0, EPOCH_DIGITS - number.length())) + number;
    return mxnet(
        prefix.resolveSibling(fileName + "-symbol.json"),
        prefix.resolveSibling(fileName + "-" + digits + ".params"));
  }

  /**
   * {@return the source with these two files}
   *
   * @param symbol the graph, as JSON
   * @param parameters the arrays
   */
  public static ModelSource mxnet(Path symbol, Path parameters) {
    return new ModelSource(ModelFile.onDisk(symbol), ModelFile.onDisk(parameters), false, Map.of());
  }

  /**
   * {@return the source with the contents of two files} The arrays are not copied; do not change
   * them before the model is loaded.
   *
   * @param symbol the graph, as JSON in UTF-8
   * @param parameters the content of a parameter file
   */
  public static ModelSource mxnet(byte[] symbol, byte[] parameters) {
    return new ModelSource(
        ModelFile.inMemory("symbol in memory", symbol),
        ModelFile.inMemory("parameters in memory", parameters),
        false,
        Map.of());
  }

  /**
   * {@return this source with surplus parameters refused} By default a parameter that the graph
   * does not use is skipped and named in the log: a graph is often cut out of the one that was
   * trained.
   */
  public ModelSource refusingSurplusParameters() {
    return new ModelSource(symbol, parameters, true, declaredInputs);
  }

  /**
   * {@return this source with one variable of the graph declared to be an input of this type}
   * Without a declaration, every variable that has no parameter is an input, unless it stands where
   * an operator takes a weight, a bias or the like; and an input whose type the graph leaves open
   * is {@link DataType#FLOAT32}.
   *
   * @param name the variable's name
   * @param dataType the type that calls give
   */
  public ModelSource declaringInput(String name, DataType dataType) {
    Map<String, DataType> declared = new LinkedHashMap<>(declaredInputs);
    declared.put(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(dataType, "dataType"));
    return new ModelSource(
        symbol, parameters, surplusParametersRefused, Collections.unmodifiableMap(declared));
  }

  /** {@return the file of the graph} */
  public ModelFile symbol() {
    return symbol;
  }

  /** {@return the file of the parameters} */
  public ModelFile parameters() {
    return parameters;
  }

  /** {@return whether a parameter that the graph does not use is an error} */
  public boolean surplusParametersRefused() {
    return surplusParametersRefused;
  }

  /** {@return the inputs declared with {@link #declaringInput}, with their types} */
  public Map<String, DataType> declaredInputs() {
    return declaredInputs;
  }

  @Override
  public String toString() {
    return symbol.name();
  }
}
