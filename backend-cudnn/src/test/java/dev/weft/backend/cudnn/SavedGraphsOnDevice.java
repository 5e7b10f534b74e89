package dev.weft.backend.cudnn;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.GraphShapes;
import dev.weft.testkit.conformance.SavedGraphsConformance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Saved graphs on a device, for subclasses that say how they are computed. */
abstract class SavedGraphsOnDevice extends SavedGraphsConformance {
  SavedGraphsOnDevice(ConformanceSubject subject) {
    super(subject);
  }

  /** The simulated device takes seconds for one call of the largest graphs. */
  @Override
  protected int threads() {
    return OnDevice.isReal() ? super.threads() : 2;
  }

  @Override
  protected GraphShapes infer(Path symbol, Map<String, long[]> inputs) {
    Graph graph = ModelReader.readSymbol(ModelSource.mxnet(symbol, symbol));
    Map<Integer, ValueType> known = new HashMap<>();
    for (GraphInput input : graph.inputs()) {
      if (inputs.containsKey(input.name())) {
        known.put(
            input.value(), new ValueType(DataType.FLOAT32, Shape.of(inputs.get(input.name()))));
      }
    }
    List<ValueType> types = ShapeInference.infer(graph, known);
    Map<String, Shape> inferred = new HashMap<>();
    graph.inputs().forEach(input -> inferred.put(input.name(), types.get(input.value()).shape()));
    return GraphShapes.ofVariables(symbol, inferred);
  }
}
