package dev.weft.benchmarks;

import dev.weft.ModelSource;
import dev.weft.format.ParameterArray;
import dev.weft.format.ParameterFile;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How large a model is, as its files tell.
 *
 * @param operators how many different operators it has
 * @param nodes how many nodes compute; variables are not counted
 * @param parameters how many numbers its parameters hold; arrays that the graph does not use are
 *     not counted
 */
record ModelSize(long operators, long nodes, long parameters) {

  static ModelSize of(ModelSource source) {
    SymbolFile graph = SymbolFile.read(source.symbol());
    long operators =
        graph.nodes().stream()
            .filter(node -> !node.isVariable())
            .map(SymbolNode::operator)
            .distinct()
            .count();
    Set<String> variables =
        graph.variables().stream().map(SymbolNode::name).collect(Collectors.toSet());
    try (ParameterFile file = ParameterFile.open(source.parameters())) {
      long parameters =
          file.arrays().stream()
              .filter(array -> isUsed(array, variables))
              .mapToLong(array -> array.shape().elementCount())
              .sum();
      return new ModelSize(
          operators, graph.reachable().size() - graph.variables().size(), parameters);
    }
  }

  /** Graphs from before MXNet 0.9 imply their auxiliary states and do not list them. */
  private static boolean isUsed(ParameterArray array, Set<String> variables) {
    return variables.contains(array.name()) || array.kind() == ParameterArray.Kind.AUXILIARY;
  }
}
