package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is too large for a function of CUDA's libraries, such as values of more elements than it
 * counts, is left to kernels, or refused with the number and the limit. Plans are made alone, which
 * takes no memory.
 */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class LargeShapesIT {
  private static final long MANY = 3_000_000_000L;

  /** A node that reads inputs alone, and their shapes. */
  private record Layer(String operator, Map<String, String> attributes, Map<String, Shape> inputs) {
    Model load() {
      SymbolWriter symbol = new SymbolWriter();
      List<Output> variables = new ArrayList<>();
      inputs.keySet().stream().sorted().forEach(name -> variables.add(symbol.variable(name)));
      Output node = symbol.node(operator, "layer", attributes, variables);
      ModelSource source =
          ModelSource.mxnet(
              symbol.toJson(List.of(node)).getBytes(StandardCharsets.UTF_8),
              ParamsWriter.defaults().toBytes(List.of()));
      for (String name : inputs.keySet()) {
        source = source.declaringInput(name, DataType.FLOAT32);
      }
      return Model.load(source, Subject.options());
    }

    @Override
    public String toString() {
      return operator;
    }
  }

  private static Layer layer(
      String operator, Map<String, String> attributes, Shape data, Shape... others) {
    Map<String, Shape> inputs = new HashMap<>();
    inputs.put("data", data);
    for (int i = 0; i < others.length; i++) {
      inputs.put("data" + i, others[i]);
    }
    return new Layer(operator, attributes, inputs);
  }

  static Stream<Layer> leftToKernels() {
    Map<String, String> window = Map.of("kernel", "(2, 2)", "stride", "(2, 2)", "pool_type", "max");
    Shape channel = Shape.of(1);
    return Stream.of(
        layer("Pooling", window, Shape.of(1, 1, 65_536, 65_536)),
        layer("Pooling", window, Shape.of(65_536, 1, 2, 2)),
        layer("Pooling", Map.of("kernel", "(17, 17)"), Shape.of(1, 1, 3000, 3000)),
        layer("LRN", Map.of("nsize", "5"), Shape.of(1, 2, 65_536, 65_536)),
        layer(
            "BatchNorm",
            Map.of("fix_gamma", "False"),
            Shape.of(1, 1, 65_536, 65_536),
            channel,
            channel,
            channel,
            channel));
  }

  @ParameterizedTest
  @MethodSource
  void leftToKernels(Layer layer) {
    try (Model model = layer.load()) {
      String computes = model.report(layer.inputs()).callSteps().get(0).implementation();
      assertTrue(computes.startsWith("kernel "), computes);
    }
  }

  static Stream<Layer> refused() {
    Map<String, String> convolution =
        Map.of("kernel", "(1, 1)", "num_filter", "1", "no_bias", "True");
    Map<String, String> dense = Map.of("num_hidden", "1", "no_bias", "True");
    return Stream.of(
        layer("Convolution", convolution, Shape.of(1, 3, 1, MANY / 3), Shape.of(1, 3, 1, 1)),
        layer("Deconvolution", convolution, Shape.of(1, 1, 3, MANY / 3), Shape.of(1, 1, 1, 1)),
        layer("softmax", Map.of(), Shape.of(3, MANY / 3)),
        layer("FullyConnected", dense, Shape.of(MANY, 1), Shape.of(1, 1)),
        layer("dot", Map.of(), Shape.of(1, MANY), Shape.of(MANY, 1)),
        layer("batch_dot", Map.of(), Shape.of(MANY, 1, 1), Shape.of(MANY, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource
  void refused(Layer layer) {
    try (Model model = layer.load()) {
      BackendException refusal =
          assertThrows(BackendException.class, () -> model.report(layer.inputs()));
      assertEquals(0, refusal.code());
      assertTrue(
          refusal.getMessage().endsWith(" is 3000000000, expected at most 2147483647"),
          refusal::getMessage);
    }
  }
}
