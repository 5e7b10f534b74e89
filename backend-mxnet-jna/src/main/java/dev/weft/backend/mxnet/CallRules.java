package dev.weft.backend.mxnet;

import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What calls of a model must mind, because of what libmxnet with oneDNN does to arrays that it
 * reads. Thread-safe.
 *
 * <p>With a Deconvolution they take turns, whichever contexts and predictors they run in: libmxnet
 * swaps axes in the description of the shared weight while it computes and swaps them back
 * afterwards ({@code MKLDNNDeconvFwd::Execute} of MXNet 1.9.1), so that another call meanwhile
 * fails or computes wrong numbers.
 *
 * <p>A convolution leaves its weight in a blocked layout, into which nothing can be written any
 * more. Where a call gives the weight, its arrays cannot be those of the call before.
 */
final class CallRules {
  private static final Set<String> CONVOLUTIONS = Set.of("Convolution", "Deconvolution");
  private static final String DECONVOLUTION = "Deconvolution";
  private static final int WEIGHT = 1;

  private final boolean takesTurns;
  private final boolean keepsArrays;
  private final ReentrantLock lock = new ReentrantLock(true);

  /**
   * Looks for such operators.
   *
   * @param graph the graph
   * @param operators the names of its operators
   * @param inputs the names of what calls give
   */
  CallRules(SymbolFile graph, OperatorNames operators, Collection<String> inputs) {
    this.takesTurns =
        graph.nodes().stream().anyMatch(node -> operators.of(node).equals(DECONVOLUTION));
    this.keepsArrays =
        graph.nodes().stream()
            .filter(node -> CONVOLUTIONS.contains(operators.of(node)))
            .noneMatch(node -> hasWeight(node, graph, inputs));
  }

  private static boolean hasWeight(SymbolNode node, SymbolFile graph, Collection<String> inputs) {
    if (node.inputs().size() <= WEIGHT) {
      return false;
    }
    SymbolNode weight = graph.nodes().get(node.inputs().get(WEIGHT).node());
    return weight.isVariable() && inputs.contains(weight.name());
  }

  /** Returns whether arrays that one call wrote its inputs into may be written by the next. */
  boolean keepsArrays() {
    return keepsArrays;
  }

  /** Computes a call, when it is its turn. */
  <T> T inTurn(Supplier<T> call) {
    if (!takesTurns) {
      return call.get();
    }
    lock.lock();
    try {
      return call.get();
    } finally {
      lock.unlock();
    }
  }
}
