package dev.weft.samples.inspect;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Layers from top to bottom, by the Eclipse Layout Kernel. */
final class ElkLayout implements Placement.Layout {
  private static final double BETWEEN_LAYERS = 26;
  private static final double BETWEEN_BOXES = 24;
  private static final double BETWEEN_LINES = 12;

  ElkLayout() {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  @Override
  public Placement place(Drawing drawing, List<Placement.Rectangle> sizes) {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
    root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_BOXES);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_LINES);
    root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_LINES);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
    List<ElkNode> boxes = new ArrayList<>();
    for (Placement.Rectangle size : sizes) {
      ElkNode box = ElkGraphUtil.createNode(root);
      box.setDimensions(size.width(), size.height());
      boxes.add(box);
    }
    List<ElkEdge> arrows = new ArrayList<>();
    for (Drawing.Arrow arrow : drawing.arrows()) {
      arrows.add(ElkGraphUtil.createSimpleEdge(boxes.get(arrow.from()), boxes.get(arrow.to())));
    }
    new RecursiveGraphLayoutEngine().layout(root, new NullElkProgressMonitor());
    return new Placement(
        root.getWidth(),
        root.getHeight(),
        boxes.stream().map(ElkLayout::rectangle).toList(),
        arrows.stream().map(ElkLayout::line).toList());
  }

  private static Placement.Rectangle rectangle(ElkNode box) {
    return new Placement.Rectangle(box.getX(), box.getY(), box.getWidth(), box.getHeight());
  }

  private static List<Placement.Point> line(ElkEdge arrow) {
    List<Placement.Point> points = new ArrayList<>();
    for (ElkEdgeSection section : arrow.getSections()) {
      points.add(new Placement.Point(section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(new Placement.Point(bend.getX(), bend.getY()));
      }
      points.add(new Placement.Point(section.getEndX(), section.getEndY()));
    }
    return points;
  }
}
