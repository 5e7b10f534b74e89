package dev.weft.graph.plan;

import dev.weft.BackendException;
import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.ValueType;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.report.GraphReports;
import dev.weft.graph.report.Lineage;
import dev.weft.inspect.MemoryReport;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.StepReport;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model as it was read and as the passes left it: what plans are compiled from. Immutable; holds
 * no file.
 */
public final class OptimizedModel {
  private final String name;
  private final Graph source;
  private final List<String> operators;
  private final ModelSignature signature;
  private final Lineage lineage;
  private final Graph graph;

  /**
   * Keeps what plans and reports need of a model.
   *
   * @param read the model as it was read
   * @param lineage what the passes did with its nodes
   * @param graph the graph after the passes
   */
  public OptimizedModel(ModelGraph read, Lineage lineage, Graph graph) {
    this.name = read.name();
    this.source = read.graph();
    this.operators = read.operators();
    this.signature = read.signature();
    this.lineage = lineage;
    this.graph = graph;
  }

  /** {@return the model's name, for messages} */
  public String name() {
    return name;
  }

  /** {@return what is known of inputs and outputs before a call} */
  public ModelSignature signature() {
    return signature;
  }

  /** {@return the graph after the passes} */
  public Graph graph() {
    return graph;
  }

  /**
   * Compiles a plan.
   *
   * @param <P> a plan
   * @param shapes the shape of each input, empty where one is left out
   * @param compiler makes the plan of the types of all values, whose shapes are known
   * @return the plan
   * @throws BackendException if the shapes do not fit the graph
   */
  public <P> P compile(List<Optional<Shape>> shapes, Function<List<ValueType>, P> compiler) {
    try {
      return compiler.apply(CallShapes.complete(source, graph, shapes));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BackendException(
          name + " with " + CallShapes.describe(source, shapes),
          "shape inference",
          0,
          String.valueOf(e.getMessage()),
          e);
    }
  }

  /**
   * {@return a report of this model and of the plan for given shapes}
   *
   * @param shapes the shape of each input, empty where one is left out
   * @param steps the steps of the plan
   * @param memory the memory that the plan takes
   */
  public ModelReport report(
      List<Optional<Shape>> shapes, List<StepReport> steps, MemoryReport memory) {
    BitSet once = GraphReports.computedOnce(graph);
    return new ModelReport(
        name,
        GraphReports.ofSource(
            source, CallShapes.infer(source, source, shapes), operators, lineage.fates(), once),
        GraphReports.ofCompiled(graph, CallShapes.infer(source, graph, shapes), once),
        steps,
        memory);
  }
}
