package dev.weft.samples.inspect;

import dev.weft.inspect.Fate;
import dev.weft.inspect.GraphReport;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.ValueReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph as boxes and arrows, without places.
 *
 * @param title what is drawn
 * @param boxes the boxes; inputs first, outputs last
 * @param arrows the arrows, each once
 */
record Drawing(String title, List<Box> boxes, Set<Arrow> arrows) {
  /**
   * A box.
   *
   * @param family what colour it has
   * @param title its first line
   * @param lines further lines
   */
  record Box(Family family, String title, List<String> lines) {}

  /**
   * An arrow.
   *
   * @param from the position of a box
   * @param to the position of another
   */
  record Arrow(int from, int to) {}

  /** Draws the graph of the file. */
  static Drawing ofSource(ModelReport report) {
    List<Box> boxes = new ArrayList<>();
    for (NodeReport node : report.source().nodes()) {
      List<String> lines = new ArrayList<>(List.of(OneLine.of(node.name())));
      node.outputs().forEach(value -> lines.add(ReportText.type(value)));
      boxes.add(new Box(Family.of(node.operator()), OneLine.of(node.operator()), lines));
    }
    return of("in the file", report.source(), boxes);
  }

  /** Draws the graph after the passes: each box lists the nodes that it was made of. */
  static Drawing ofCompiled(ModelReport report) {
    List<Box> boxes = new ArrayList<>();
    List<NodeReport> nodes = report.compiled().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      List<String> lines = new ArrayList<>();
      for (NodeReport member : report.membersOf(i)) {
        lines.add(OneLine.of(member.name()) + mark(member));
      }
      nodes.get(i).outputs().forEach(value -> lines.add(ReportText.type(value)));
      String operator = nodes.get(i).operator();
      boxes.add(new Box(Family.of(operator), OneLine.of(operator), lines));
    }
    return of("after the passes", report.compiled(), boxes);
  }

  private static String mark(NodeReport member) {
    Fate.Kind kind = member.fate().kind();
    return switch (kind) {
      case FUSED -> " (fused)";
      case FOLDED -> " (folded)";
      case COMPUTED_ONCE -> " (computed once)";
      case KEPT, SHARED, DROPPED, UNUSED -> "";
    };
  }

  private static Drawing of(String title, GraphReport graph, List<Box> nodes) {
    List<Box> boxes = new ArrayList<>();
    Set<Arrow> arrows = new LinkedHashSet<>();
    Map<Integer, Integer> makers = new HashMap<>();
    for (ValueReport input : graph.inputs()) {
      boolean isRead =
          graph.nodes().stream().anyMatch(node -> node.inputs().contains(input))
              || graph.outputs().stream().anyMatch(output -> output.id() == input.id());
      if (isRead) {
        makers.put(input.id(), boxes.size());
        boxes.add(new Box(Family.INPUT, OneLine.of(input.name()), List.of(ReportText.type(input))));
      }
    }
    int first = boxes.size();
    boxes.addAll(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      for (ValueReport input : graph.nodes().get(i).inputs()) {
        Integer maker = makers.get(input.id());
        if (maker != null) {
          arrows.add(new Arrow(maker, first + i));
        }
      }
      int here = first + i;
      graph.nodes().get(i).outputs().forEach(value -> makers.put(value.id(), here));
    }
    for (ValueReport output : graph.outputs()) {
      Integer maker = makers.get(output.id());
      if (maker != null) {
        arrows.add(new Arrow(maker, boxes.size()));
      }
      boxes.add(new Box(Family.INPUT, OneLine.of(output.name()), List.of(ReportText.type(output))));
    }
    return new Drawing(title, boxes, arrows);
  }
}
