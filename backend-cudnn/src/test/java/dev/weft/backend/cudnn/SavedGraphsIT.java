package dev.weft.backend.cudnn;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.read.Attributes;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.conformance.GraphShapes;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.Reference;
import dev.weft.testkit.conformance.SavedGraphsConformance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class SavedGraphsIT extends SavedGraphsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected IgnoreList ignored() {
    return Subject.ignored();
  }

  @Override
  protected Reference reference() {
    return Reference.backend("onednn");
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
    Map<String, Shape> saved = savedShapes(symbol);
    Map<String, Shape> arguments = new TreeMap<>();
    Map<String, Shape> states = new TreeMap<>();
    for (GraphInput input : graph.inputs()) {
      boolean state = input.name().matches(".*(moving|running)_(mean|var)");
      Shape inferred = types.get(input.value()).shape();
      (state ? states : arguments)
          .put(input.name(), inferred.isKnown() ? inferred : saved.get(input.name()));
    }
    return new GraphShapes(arguments, states);
  }

  /** Shapes that variables were saved with: all that tells those of factors of a broadcast. */
  private static Map<String, Shape> savedShapes(Path symbol) {
    Map<String, Shape> shapes = new HashMap<>();
    for (SymbolNode variable :
        SymbolFile.read(ModelSource.mxnet(symbol, symbol).symbol()).variables()) {
      Attributes attributes = new Attributes(variable, 1);
      attributes
          .integers("__shape__")
          .map(sizes -> Shape.of(sizes.stream().mapToLong(Long::longValue).toArray()))
          .ifPresent(shape -> shapes.put(variable.name(), shape));
    }
    return shapes;
  }
}
