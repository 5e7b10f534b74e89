package dev.weft.testkit.operators;

import static java.util.stream.Collectors.joining;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.CaseInput.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model of one operator, with the inputs to call it with. Values are drawn with a seed that the
 * case's text gives, so equal cases hold equal values. Immutable: every {@code with...} or adding
 * method returns another case.
 *
 * {@snippet :
 * OperatorCase dense =
 *     OperatorCase.of("FullyConnected")
 *         .with("num_hidden", 3)
 *         .input("data", Fill.normal(), 2, 5)
 *         .parameter("weight", Fill.normal(), 3, 5)
 *         .parameter("bias", Fill.normal(), 3);
 * ModelSource model = dense.model();
 * Map<String, Tensor> inputs = dense.inputs();
 * }
 *
 * @param operator the operator's name, one of those that MXNet has for it
 * @param attributes its attributes, as MXNet spells them
 * @param arguments its inputs, in the operator's order
 * @param outputs how many outputs it has
 * @param wiring how the operator and its inputs make a graph
 * @param tolerance how far an output may be from the right one, relative to its largest element; 0
 *     where every element must be equal
 * @param finite whether all outputs are finite numbers
 * @param note what is peculiar about libmxnet's own answer, or empty
 * @param standIn the case with the same inputs whose answer by libmxnet is right, where libmxnet
 *     lacks this operator or is wrong; else null
 */
public record OperatorCase(
    String operator,
    Map<String, String> attributes,
    List<CaseInput> arguments,
    int outputs,
    Wiring wiring,
    double tolerance,
    boolean finite,
    String note,
    @Nullable OperatorCase standIn) {

  /** The tolerance of arithmetic in 32 bits. */
  public static final double FLOAT32_TOLERANCE = 1e-4;

  /** Makes a graph around an operator. */
  @FunctionalInterface
  public interface Wiring {

    /**
     * Adds the nodes of a graph.
     *
     * @param graph where they are added
     * @param operator the case
     * @param variables the case's inputs
     * @return the graph's outputs
     */
    List<Output> heads(SymbolWriter graph, OperatorCase operator, List<Output> variables);
  }

  /**
   * Copies the collections.
   *
   * @param operator the operator's name
   * @param attributes its attributes
   * @param arguments its inputs
   * @param outputs how many outputs it has
   * @param wiring how the operator and its inputs make a graph
   * @param tolerance how far an output may be from the right one
   * @param finite whether all outputs are finite numbers
   * @param note what is peculiar about libmxnet's own answer, or empty
   * @param standIn the case whose answer is right, or null
   */
  public OperatorCase {
    attributes = Map.copyOf(attributes);
    arguments = List.copyOf(arguments);
  }

  /**
   * A case without inputs and attributes, with one output.
   *
   * @param operator the operator's name
   * @return the case
   */
  public static OperatorCase of(String operator) {
    return new OperatorCase(
        operator,
        Map.of(),
        List.of(),
        1,
        (graph, self, variables) -> self.node(graph, variables),
        FLOAT32_TOLERANCE,
        true,
        "",
        null);
  }

  /**
   * With an attribute more, or another value for one.
   *
   * @param key the attribute's name
   * @param value its value, whose text MXNet reads; {@code true} and {@code false} as Python writes
   *     them
   * @return the case
   */
  public OperatorCase with(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(key, value instanceof Boolean flag ? (flag ? "True" : "False") : value.toString());
    return new OperatorCase(
        operator, more, arguments, outputs, wiring, tolerance, finite, note, standIn);
  }

  /**
   * With an input of 32-bit floats that every call gives.
   *
   * @param name the variable's name
   * @param fill what it holds
   * @param shape the dimensions
   * @return the case
   */
  public OperatorCase input(String name, Fill fill, int... shape) {
    return input(name, DataType.FLOAT32, fill, shape);
  }

  /**
   * With an input that every call gives.
   *
   * @param name the variable's name
   * @param type the element type
   * @param fill what it holds
   * @param shape the dimensions
   * @return the case
   */
  public OperatorCase input(String name, DataType type, Fill fill, int... shape) {
    return argument(name, Role.CALL, type, fill, shape);
  }

  /**
   * With an input of 32-bit floats from the parameter file.
   *
   * @param name the variable's name
   * @param fill what it holds
   * @param shape the dimensions
   * @return the case
   */
  public OperatorCase parameter(String name, Fill fill, int... shape) {
    return argument(name, Role.PARAMETER, DataType.FLOAT32, fill, shape);
  }

  /**
   * With an auxiliary state of 32-bit floats from the parameter file.
   *
   * @param name the variable's name
   * @param fill what it holds
   * @param shape the dimensions
   * @return the case
   */
  public OperatorCase auxiliary(String name, Fill fill, int... shape) {
    return argument(name, Role.AUXILIARY, DataType.FLOAT32, fill, shape);
  }

  /**
   * With an input that nobody gives.
   *
   * @param name the variable's name
   * @return the case
   */
  public OperatorCase leftOut(String name) {
    return argument(name, Role.LEFT_OUT, DataType.FLOAT32, Fill.constant(0));
  }

  /**
   * With an input more.
   *
   * @param name the variable's name
   * @param role where its value comes from
   * @param type the element type
   * @param fill what it holds
   * @param shape the dimensions
   * @return the case
   */
  public OperatorCase argument(String name, Role role, DataType type, Fill fill, int... shape) {
    List<CaseInput> more = new ArrayList<>(arguments);
    more.add(new CaseInput(name, role, type, Arrays.stream(shape).boxed().toList(), fill));
    return withArguments(more);
  }

  /**
   * The same operator under another of its names.
   *
   * @param name the name
   * @return the case
   */
  public OperatorCase named(String name) {
    return new OperatorCase(
        name, attributes, arguments, outputs, wiring, tolerance, finite, note, standIn);
  }

  /**
   * With a number of outputs.
   *
   * @param count the number
   * @return the case
   */
  public OperatorCase outputs(int count) {
    return new OperatorCase(
        operator, attributes, arguments, count, wiring, tolerance, finite, note, standIn);
  }

  /**
   * With a graph around the operator.
   *
   * @param graph the graph
   * @return the case
   */
  public OperatorCase wired(Wiring graph) {
    return new OperatorCase(
        operator, attributes, arguments, outputs, graph, tolerance, finite, note, standIn);
  }

  /**
   * With a BlockGrad behind the first output: libmxnet takes no graph whose gradient it cannot
   * make, though nobody asks for one.
   *
   * @return the case
   */
  public OperatorCase behindBlockGrad() {
    return wired(
        (graph, operator, inputs) ->
            List.of(
                graph.node(
                    "BlockGrad",
                    "blocked",
                    Map.of(),
                    List.of(operator.node(graph, inputs).get(0)))));
  }

  /**
   * With another tolerance.
   *
   * @param limit the tolerance
   * @return the case
   */
  public OperatorCase tolerance(double limit) {
    return new OperatorCase(
        operator, attributes, arguments, outputs, wiring, limit, finite, note, standIn);
  }

  /**
   * With outputs whose every element must be equal to the right one.
   *
   * @return the case
   */
  public OperatorCase exact() {
    return tolerance(0);
  }

  /**
   * With outputs that may hold infinities or NaN.
   *
   * @return the case
   */
  public OperatorCase notFinite() {
    return new OperatorCase(
        operator, attributes, arguments, outputs, wiring, tolerance, false, note, standIn);
  }

  /**
   * With a word about libmxnet's answer.
   *
   * @param text what is peculiar about it
   * @return the case
   */
  public OperatorCase note(String text) {
    return new OperatorCase(
        operator, attributes, arguments, outputs, wiring, tolerance, finite, text, standIn);
  }

  /**
   * With the case that libmxnet is asked instead.
   *
   * @param other one with the same inputs
   * @param reason why libmxnet is not asked about this one
   * @return the case
   */
  public OperatorCase expectedOf(OperatorCase other, String reason) {
    return new OperatorCase(
        operator, attributes, arguments, outputs, wiring, tolerance, finite, reason, other);
  }

  /**
   * With all parameters given by calls; auxiliary states stay in the file.
   *
   * @return the case
   */
  public OperatorCase withoutParameters() {
    return withArguments(
        arguments.stream()
            .map(
                input ->
                    input.role() == Role.PARAMETER
                        ? new CaseInput(
                            input.name(), Role.CALL, input.type(), input.shape(), input.fill())
                        : input)
            .toList());
  }

  /**
   * With inputs of another element type.
   *
   * @param type the type of all inputs
   * @return the case
   */
  public OperatorCase typed(DataType type) {
    return withArguments(
        arguments.stream()
            .map(
                input ->
                    new CaseInput(input.name(), input.role(), type, input.shape(), input.fill()))
            .toList());
  }

  private OperatorCase withArguments(List<CaseInput> others) {
    return new OperatorCase(
        operator, attributes, others, outputs, wiring, tolerance, finite, note, standIn);
  }

  /**
   * The model: one symbol and one parameter file, in memory.
   *
   * @return the source
   */
  public ModelSource model() {
    return CaseModel.of(this, seed());
  }

  /**
   * The model whose answer is right by libmxnet: of this case, or of the one that stands in.
   *
   * @return the source
   */
  public ModelSource oracleModel() {
    return CaseModel.of(standIn == null ? this : standIn, seed());
  }

  /**
   * The inputs of a call.
   *
   * @return the tensors by name, in the order of the arguments
   */
  public Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (CaseInput input : arguments) {
      if (input.role() == Role.CALL) {
        inputs.put(input.name(), input.tensor(seed()));
      }
    }
    return inputs;
  }

  /**
   * The seed of all values: a hash of the case's text.
   *
   * @return the seed
   */
  public long seed() {
    return toString().hashCode();
  }

  /**
   * Adds the operator as a node.
   *
   * @param graph where it is added
   * @param inputs what it reads
   * @return its outputs
   */
  public List<Output> node(SymbolWriter graph, List<Output> inputs) {
    Output first = graph.node(operator, "operator", attributes, inputs, outputs);
    List<Output> all = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      all.add(first.at(i));
    }
    return all;
  }

  /** Returns for example {@code Pooling{kernel=(2, 2)} of data FLOAT32 (1, 3, 8, 8)}. */
  @Override
  public String toString() {
    return operator
        + new TreeMap<>(attributes)
        + arguments.stream().map(CaseInput::toString).collect(joining(", ", " of ", ""));
  }
}
