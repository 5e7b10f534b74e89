package dev.weft.testkit.conformance;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A model of recurrent layers with generated parameters.
 *
 * @param mode the kind of cell, as MXNet calls it
 * @param width the width of the data
 * @param hidden the number of units
 * @param projection the width that states are projected to, or 0
 * @param layers the number of layers
 * @param directions 1 or 2
 * @param states whether the last states are outputs
 * @param parameters where the parameters come from
 */
public record RecurrentModel(
    String mode,
    int width,
    int hidden,
    int projection,
    int layers,
    int directions,
    boolean states,
    Parameters parameters) {
  private static final String VECTOR = "parameters";

  /** Where parameters come from. */
  public enum Parameters {
    /** One array of the file. */
    STORED,
    /** Arrays of the file that the graph joins, as Gluon exports them. */
    JOINED,
    /** An input of the call. */
    GIVEN
  }

  /**
   * A model whose last states are outputs and whose parameters are stored.
   *
   * @param mode the kind of cell, as MXNet calls it
   * @param width the width of the data
   * @param hidden the number of units
   * @param layers the number of layers
   * @param directions 1 or 2
   * @return the model
   */
  public static RecurrentModel of(String mode, int width, int hidden, int layers, int directions) {
    return new RecurrentModel(mode, width, hidden, 0, layers, directions, true, Parameters.STORED);
  }

  RecurrentModel projected(int to) {
    return new RecurrentModel(mode, width, hidden, to, layers, directions, states, parameters);
  }

  RecurrentModel withoutStates() {
    return new RecurrentModel(
        mode, width, hidden, projection, layers, directions, false, parameters);
  }

  /**
   * This model with other parameters.
   *
   * @param kind where they come from
   * @return the model
   */
  public RecurrentModel with(Parameters kind) {
    return new RecurrentModel(mode, width, hidden, projection, layers, directions, states, kind);
  }

  private int outputWidth() {
    return projection > 0 ? projection : hidden;
  }

  private boolean hasCells() {
    return mode.equals("lstm");
  }

  /** Returns the sizes of matrices and vectors of the parameters, in their order. */
  private List<int[]> shapes() {
    int rows = Map.of("lstm", 4, "gru", 3).getOrDefault(mode, 1) * hidden;
    List<int[]> shapes = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      for (int direction = 0; direction < directions; direction++) {
        shapes.add(new int[] {rows, layer == 0 ? width : directions * outputWidth()});
        shapes.add(new int[] {rows, outputWidth()});
        if (projection > 0) {
          shapes.add(new int[] {projection, hidden});
        }
      }
    }
    IntStream.range(0, 2 * layers * directions).forEach(i -> shapes.add(new int[] {rows}));
    return shapes;
  }

  /**
   * The files of the model.
   *
   * @return the files
   */
  public ModelSource source() {
    SymbolWriter symbol = new SymbolWriter();
    List<NamedArray> arrays = new ArrayList<>();
    List<Output> arguments = new ArrayList<>();
    arguments.add(symbol.variable("data"));
    arguments.add(
        parameters == Parameters.JOINED ? joined(symbol, arrays) : vector(symbol, arrays));
    arguments.add(symbol.variable("state"));
    if (hasCells()) {
      arguments.add(symbol.variable("state_cell"));
    }
    Map<String, String> attributes = new HashMap<>();
    attributes.put("mode", mode);
    attributes.put("state_size", Integer.toString(hidden));
    attributes.put("num_layers", Integer.toString(layers));
    attributes.put("bidirectional", directions == 2 ? "True" : "False");
    attributes.put("state_outputs", states ? "True" : "False");
    if (projection > 0) {
      attributes.put("projection_size", Integer.toString(projection));
    }
    int outputs = !states ? 1 : hasCells() ? 3 : 2;
    Output first = symbol.node("RNN", "node", attributes, arguments, outputs);
    List<Output> heads = IntStream.range(0, outputs).mapToObj(first::at).toList();
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(heads).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(arrays));
    return parameters == Parameters.GIVEN
        ? source.declaringInput(VECTOR, DataType.FLOAT32)
        : source;
  }

  private Output vector(SymbolWriter symbol, List<NamedArray> arrays) {
    if (parameters == Parameters.STORED) {
      float[] values = parameterVector();
      arrays.add(NamedArray.floats(VECTOR, List.of(values.length), values));
    }
    return symbol.variable(VECTOR);
  }

  private Output joined(SymbolWriter symbol, List<NamedArray> arrays) {
    float[] values = parameterVector();
    List<Output> parts = new ArrayList<>();
    int from = 0;
    for (int[] shape : shapes()) {
      String name = "part" + parts.size();
      int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
      List<Integer> dimensions = IntStream.of(shape).boxed().toList();
      float[] part = Arrays.copyOfRange(values, from, from + count);
      arrays.add(NamedArray.floats(name, dimensions, part));
      Map<String, String> flat = Map.of("shape", "(-1,)");
      parts.add(symbol.node("Reshape", name + "_flat", flat, List.of(symbol.variable(name))));
      from += count;
    }
    Map<String, String> attributes = Map.of("dim", "0", "num_args", Integer.toString(parts.size()));
    return symbol.node("_rnn_param_concat", "joined", attributes, parts);
  }

  /** Values are small, so that long sequences stay tame, neither growing nor chaotic. */
  private float[] parameterVector() {
    int count =
        shapes().stream().mapToInt(shape -> IntStream.of(shape).reduce(1, (a, b) -> a * b)).sum();
    return values(5, 1 / Math.sqrt(hidden), Shape.of(count)).toFloatArray();
  }

  /**
   * The inputs of a call.
   *
   * @param steps the length of the sequences
   * @param batch the number of sequences
   * @return the inputs by name
   */
  public Map<String, Tensor> inputs(int steps, int batch) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("data", values(1, 1, Shape.of(steps, batch, width)));
    if (parameters == Parameters.GIVEN) {
      float[] values = parameterVector();
      inputs.put(VECTOR, Tensor.of(values, values.length));
    }
    int states = layers * directions;
    inputs.put("state", values(2, 1, Shape.of(states, batch, outputWidth())));
    if (hasCells()) {
      inputs.put("state_cell", values(3, 1, Shape.of(states, batch, hidden)));
    }
    return inputs;
  }

  private static Tensor values(int seed, double most, Shape shape) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(shape.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * most);
    }
    return Tensor.of(values, shape.dimensions());
  }
}
