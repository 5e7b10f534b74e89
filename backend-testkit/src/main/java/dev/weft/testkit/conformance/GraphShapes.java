package dev.weft.testkit.conformance;

import dev.weft.Shape;
import java.util.Map;

/**
 * The shapes of the parameters of a graph, as a backend infers them from those of the inputs.
 *
 * @param arguments the shapes of all variables that are no auxiliary states, inputs among them
 * @param auxiliaryStates the shapes of the auxiliary states
 */
public record GraphShapes(Map<String, Shape> arguments, Map<String, Shape> auxiliaryStates) {

  /**
   * Copies both maps.
   *
   * @param arguments the shapes of all variables that are no auxiliary states
   * @param auxiliaryStates the shapes of the auxiliary states
   */
  public GraphShapes {
    arguments = Map.copyOf(arguments);
    auxiliaryStates = Map.copyOf(auxiliaryStates);
  }
}
