package dev.weft.samples.trace;

import dev.weft.inspect.StepRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one thread did. Written by that thread alone, read when it has ended. */
final class Lane {
  /**
   * A call of a predictor.
   *
   * @param name what to call it
   * @param startNanos when it began
   * @param endNanos when it returned
   */
  record CallRun(String name, long startNanos, long endNanos) {}

  /**
   * How often and how long steps of an operator ran.
   *
   * @param steps how often
   * @param nanos how long, all together
   */
  record Share(long steps, long nanos) {
    Share plus(Share other) {
      return new Share(steps + other.steps, nanos + other.nanos);
    }
  }

  private final String name;
  private final long sinceNanos;
  private final List<StepRun> steps = new ArrayList<>();
  private final List<CallRun> calls = new ArrayList<>();
  private final Map<String, Share> shares = new HashMap<>();

  Lane(String name, long sinceNanos) {
    this.name = name;
    this.sinceNanos = sinceNanos;
  }

  void stepRan(StepRun run, boolean kept) {
    shares.merge(label(run), new Share(1, run.nanos()), Share::plus);
    if (kept) {
      steps.add(run);
    }
  }

  /** Steps that only move data for an operator count apart. */
  private static String label(StepRun run) {
    return run.kind().equals("reorder") ? "(reorder)" : run.operator();
  }

  void called(CallRun call) {
    calls.add(call);
  }

  /** Returns when the first event began, or the greatest number if there is none. */
  long firstNanos() {
    long call = calls.isEmpty() ? Long.MAX_VALUE : calls.get(0).startNanos();
    return Math.min(call, steps.isEmpty() ? Long.MAX_VALUE : steps.get(0).startNanos());
  }

  String name() {
    return name;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  List<StepRun> steps() {
    return steps;
  }

  List<CallRun> calls() {
    return calls;
  }

  Map<String, Share> shares() {
    return shares;
  }
}
