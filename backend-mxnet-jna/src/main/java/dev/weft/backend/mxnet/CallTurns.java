package dev.weft.backend.mxnet;

import dev.weft.format.SymbolFile;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Whether calls of a model compute side by side, or take turns.
 *
 * <p>With a Deconvolution they take turns, whichever contexts and predictors they run in: libmxnet
 * with oneDNN swaps axes in the description of the shared weight while it computes and swaps them
 * back afterwards ({@code MKLDNNDeconvFwd::Execute} of MXNet 1.9.1), so that another call meanwhile
 * fails or computes wrong numbers. Thread-safe.
 */
final class CallTurns {
  private static final Set<String> DECONVOLUTIONS = Set.of("Deconvolution", "_npx_deconvolution");

  private final boolean taken;
  private final ReentrantLock lock = new ReentrantLock(true);

  CallTurns(SymbolFile graph) {
    this.taken = graph.nodes().stream().anyMatch(node -> DECONVOLUTIONS.contains(node.operator()));
  }

  <T> T run(Supplier<T> call) {
    if (!taken) {
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
