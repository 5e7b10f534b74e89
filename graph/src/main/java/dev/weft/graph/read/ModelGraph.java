package dev.weft.graph.read;

import dev.weft.ModelSignature;
import dev.weft.format.ParameterFile;
import dev.weft.graph.Graph;

/**
 * A model that was read. Its constants can be read until it is closed; the graph itself stays.
 *
 * @param name the model's name, for messages
 * @param graph the graph as the file has it, before any pass
 * @param signature what is known of inputs and outputs before a call
 * @param file the open parameter file
 */
public record ModelGraph(String name, Graph graph, ModelSignature signature, ParameterFile file)
    implements AutoCloseable {
  /** Closes the parameter file. */
  @Override
  public void close() {
    file.close();
  }
}
