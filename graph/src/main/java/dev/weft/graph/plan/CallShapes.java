package dev.weft.graph.plan;

import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.ValueUses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The types of all values of a graph in a call whose inputs have given shapes. */
final class CallShapes {
  private CallShapes() {}

  /**
   * {@return the types of all values, as far as they follow from the shapes}
   *
   * @param source the graph as it was read, whose inputs the shapes belong to
   * @param graph the graph, which may be the source after passes
   * @param shapes the shape of each input, empty where one is left out
   * @throws IllegalArgumentException if the shapes contradict the graph
   */
  static List<ValueType> infer(Graph source, Graph graph, List<Optional<Shape>> shapes) {
    Map<Integer, ValueType> known = new HashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      GraphInput input = source.inputs().get(i);
      Optional<Shape> shape = shapes.get(i);
      if (shape.isPresent()) {
        known.put(input.value(), new ValueType(input.type().dataType(), shape.get()));
      }
    }
    return ShapeInference.infer(graph, known);
  }

  /**
   * {@return the types of all values, whose shapes are known} Inputs that the passes made useless,
   * such as labels, are held against the graph as it was read, if the call gives them.
   *
   * @param source the graph as it was read, whose inputs the shapes belong to
   * @param graph the graph, which may be the source after passes
   * @param shapes the shape of each input, empty where one is left out
   * @throws IllegalArgumentException if the shapes contradict the graph, or one of a value that is
   *     computed does not follow from them
   */
  static List<ValueType> complete(Graph source, Graph graph, List<Optional<Shape>> shapes) {
    if (givesUnread(source, graph, shapes)) {
      infer(source, source, shapes);
    }
    List<ValueType> types = infer(source, graph, shapes);
    for (Node node : graph.nodes()) {
      for (int value : node.outputs()) {
        if (!types.get(value).shape().isKnown()) {
          throw new IllegalArgumentException(
              "the shape of what " + node + " makes does not follow from the inputs");
        }
      }
      for (int value : node.inputs()) {
        if (!types.get(value).shape().isKnown()) {
          throw new IllegalArgumentException(
              "the shape of an input of " + node + " does not follow from the other inputs");
        }
      }
    }
    return types;
  }

  private static boolean givesUnread(Graph source, Graph graph, List<Optional<Shape>> shapes) {
    ValueUses uses = graph.uses();
    for (int i = 0; i < shapes.size(); i++) {
      int value = source.inputs().get(i).value();
      if (shapes.get(i).isPresent() && uses.consumers(value).isEmpty() && !uses.isOutput(value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the inputs that a call gives and their shapes, for messages, such as {@code data (1,
   * 3, 224, 224)}}
   *
   * @param source the graph as it was read, whose inputs the shapes belong to
   * @param shapes the shape of each input, empty where one is left out
   */
  public static String describe(Graph source, List<Optional<Shape>> shapes) {
    StringJoiner given = new StringJoiner(", ");
    for (int i = 0; i < shapes.size(); i++) {
      String name = source.inputs().get(i).name();
      shapes.get(i).ifPresent(shape -> given.add(name + " " + shape));
    }
    return given.toString();
  }
}
