package dev.weft.graph.report;

import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.Flops;
import dev.weft.inspect.Fate;
import dev.weft.inspect.GraphReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.ValueReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Tells of graphs whose shapes are known. */
public final class GraphReports {
  private final Graph graph;
  private final List<ValueType> types;
  private final Map<Integer, ValueReport> values = new HashMap<>();

  private GraphReports(Graph graph, List<ValueType> types) {
    this.graph = graph;
    this.types = types;
    for (GraphInput input : graph.inputs()) {
      put(input.value(), input.name(), ValueReport.Kind.INPUT);
    }
    graph
        .constants()
        .forEach((value, constant) -> put(value, constant.name(), ValueReport.Kind.PARAMETER));
    for (Node node : graph.nodes()) {
      List<Integer> outputs = node.outputs();
      for (int i = 0; i < outputs.size(); i++) {
        String name = node.name() + "_output" + (outputs.size() == 1 ? "" : Integer.toString(i));
        put(outputs.get(i), name, ValueReport.Kind.RESULT);
      }
    }
  }

  /**
   * {@return a report of the graph of a file}
   *
   * @param graph the graph
   * @param types the types of its values
   * @param operators the operator of each node, by the name that the file gives it
   * @param fates what became of each node
   * @param once which nodes of the compiled graph are computed once
   */
  public static GraphReport ofSource(
      Graph graph, List<ValueType> types, List<String> operators, List<Fate> fates, BitSet once) {
    List<NodeReport> nodes = new ArrayList<>();
    GraphReports reports = new GraphReports(graph, types);
    for (int i = 0; i < graph.nodes().size(); i++) {
      nodes.add(reports.node(graph.nodes().get(i), operators.get(i), settled(fates.get(i), once)));
    }
    return reports.report(nodes);
  }

  /**
   * {@return a report of the graph after the passes}
   *
   * @param graph the graph
   * @param types the types of its values
   * @param once which nodes are computed once
   */
  public static GraphReport ofCompiled(Graph graph, List<ValueType> types, BitSet once) {
    List<NodeReport> nodes = new ArrayList<>();
    GraphReports reports = new GraphReports(graph, types);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      Fate kept = new Fate(Fate.Kind.KEPT, OptionalInt.of(i));
      nodes.add(reports.node(node, node.op().operator(), settled(kept, once)));
    }
    return reports.report(nodes);
  }

  /**
   * {@return which nodes depend on no input of the graph, by their positions}
   *
   * @param graph the graph
   */
  public static BitSet computedOnce(Graph graph) {
    BitSet constant = new BitSet(graph.valueCount());
    graph.constants().keySet().forEach(constant::set);
    BitSet once = new BitSet(graph.nodes().size());
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (node.inputs().stream().allMatch(constant::get)) {
        once.set(i);
        node.outputs().forEach(constant::set);
      }
    }
    return once;
  }

  private static Fate settled(Fate fate, BitSet once) {
    boolean isOnce =
        fate.kind() == Fate.Kind.KEPT
            && fate.node().isPresent()
            && once.get(fate.node().getAsInt());
    return isOnce ? new Fate(Fate.Kind.COMPUTED_ONCE, fate.node()) : fate;
  }

  private void put(int value, String name, ValueReport.Kind kind) {
    ValueType type = types.get(value);
    values.put(value, new ValueReport(value, name, kind, type.dataType(), type.shape()));
  }

  private NodeReport node(Node node, String operator, Fate fate) {
    long flops = Flops.of(node.op(), typesOf(node.inputs()), typesOf(node.outputs()));
    return new NodeReport(
        node.name(), operator, of(node.inputs()), of(node.outputs()), flops, fate);
  }

  private GraphReport report(List<NodeReport> nodes) {
    List<ValueReport> outputs = new ArrayList<>();
    for (GraphOutput output : graph.outputs()) {
      ValueReport value = of(List.of(output.value())).get(0);
      outputs.add(
          new ValueReport(
              value.id(), output.name(), value.kind(), value.dataType(), value.shape()));
    }
    return new GraphReport(
        of(graph.inputs().stream().map(GraphInput::value).toList()), nodes, outputs);
  }

  private List<ValueReport> of(List<Integer> ids) {
    return ids.stream().map(id -> Objects.requireNonNull(values.get(id), "value")).toList();
  }

  private List<ValueType> typesOf(List<Integer> ids) {
    return ids.stream().map(types::get).toList();
  }
}
