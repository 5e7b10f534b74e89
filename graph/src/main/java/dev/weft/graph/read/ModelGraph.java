package dev.weft.graph.read;

import dev.weft.ModelSignature;
import dev.weft.format.ParameterFile;
import dev.weft.graph.Graph;
import java.util.List;

/**
 * A model that was read. Its constants can be read until it is closed; the graph itself stays.
 *
 * @param name the model's name, for messages
 * @param graph the graph as the file has it, before any pass
 * @param operators the operator of each node of the graph, by the name that the file gives it
 * @param signature what is known of inputs and outputs before a call
 * @param file the open parameter file
 */
public record ModelGraph(
    String name, Graph graph, List<String> operators, ModelSignature signature, ParameterFile file)
    implements AutoCloseable {
  /**
   * Copies the list.
   *
   * @param name the model's name
   * @param graph the graph as the file has it
   * @param operators the operator of each node
   * @param signature what is known of inputs and outputs before a call
   * @param file the open parameter file
   */
  public ModelGraph {
    operators = List.copyOf(operators);
  }

  /** Closes the parameter file. */
  @Override
  public void close() {
    file.close();
  }
}
