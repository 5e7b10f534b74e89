package dev.weft.graph.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the steps of a plan that read constants alone: they run once, for all calls, and what they
 * write is constant, too. A buffer that some step writes in each call is written in each by all its
 * steps. For one thread and one plan.
 *
 * @param <B> a block of the device's memory
 * @param <S> a step
 */
public final class OnceSteps<B, S> {
  private record Operands<B>(List<ArenaBuffer<B>> inputs, List<ArenaBuffer<B>> outputs) {
    boolean hold(ArenaBuffer<B> root) {
      return inputs.stream().anyMatch(buffer -> buffer.root() == root)
          || outputs.stream().anyMatch(buffer -> buffer.root() == root);
    }
  }

  private final IdentityHashMap<S, Operands<B>> once = new IdentityHashMap<>();

  /** Makes a set without steps. */
  public OnceSteps() {}

  /**
   * Takes up the next step of the plan.
   *
   * @param step the step
   * @param inputs what it reads
   * @param outputs what it writes, scratch memory among it
   */
  public void add(S step, List<ArenaBuffer<B>> inputs, List<ArenaBuffer<B>> outputs) {
    boolean constant = true;
    for (ArenaBuffer<B> input : inputs) {
      constant &= input.isConstant();
    }
    for (ArenaBuffer<B> output : outputs) {
      constant &= !output.isVariable();
    }
    // Loops, since this runs at every start, and lambda expressions are linked at their first use.
    for (ArenaBuffer<B> output : outputs) {
      if (constant) {
        output.makeConstant();
      } else {
        writeInCalls(output);
      }
    }
    if (constant) {
      once.put(step, new Operands<>(inputs, outputs));
    }
  }

  /** Steps that ran once on a buffer run in each call from now on, and so do those that follow. */
  private void writeInCalls(ArenaBuffer<B> buffer) {
    ArenaBuffer<B> root = buffer.root();
    boolean wasConstant = root.isConstant();
    root.makeVariable();
    if (!wasConstant) {
      return;
    }
    List<S> touching =
        once.entrySet().stream()
            .filter(entry -> entry.getValue().hold(root))
            .map(Map.Entry::getKey)
            .toList();
    for (S step : touching) {
      Operands<B> operands = once.remove(step);
      if (operands != null) {
        operands.outputs().forEach(this::writeInCalls);
      }
    }
  }

  /** {@return the steps that run once, compared by identity} */
  public Set<S> steps() {
    return Collections.unmodifiableSet(once.keySet());
  }
}
