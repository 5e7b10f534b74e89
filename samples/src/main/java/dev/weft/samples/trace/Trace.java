package dev.weft.samples.trace;

import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Collects the steps and calls of many threads; thread-safe.
 *
 * <p>Each thread writes only its own {@link Lane}; {@code lanes}, {@code kept} and {@code leftOut}
 * are the only state they share. Read it when the threads have ended.
 *
 * <p>The first {@value #MAX_EVENTS} events are kept, about 100 bytes each. Later ones are counted,
 * and the table of operators has them; the trace of threads has not.
 */
public final class Trace implements StepListener {
  /** How many events are kept. */
  public static final int MAX_EVENTS = 500_000;

  private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicLong leftOut = new AtomicLong();
  private final int maxEvents;

  /** Begins a trace. */
  public Trace() {
    this(MAX_EVENTS);
  }

  Trace(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  @Override
  public void stepRan(StepRun run) {
    lane().stepRan(run, mayKeep());
  }

  /**
   * Adds a call of a predictor by this thread.
   *
   * @param name what to call it
   * @param startNanos when it began
   * @param endNanos when it returned
   */
  public void called(String name, long startNanos, long endNanos) {
    if (mayKeep()) {
      lane().called(new Lane.CallRun(name, startNanos, endNanos));
    }
  }

  private Lane lane() {
    Thread thread = Thread.currentThread();
    Lane lane = lanes.get(thread);
    return lane == null
        ? lanes.computeIfAbsent(thread, key -> new Lane(key.getName(), System.nanoTime()))
        : lane;
  }

  private boolean mayKeep() {
    if (kept.get() < maxEvents && kept.incrementAndGet() <= maxEvents) {
      return true;
    }
    leftOut.incrementAndGet();
    return false;
  }

  /** Returns the threads in the order in which they first did something. */
  List<Lane> lanes() {
    return lanes.values().stream().sorted(Comparator.comparingLong(Lane::sinceNanos)).toList();
  }

  /** Returns when the first event that was kept began. */
  long originNanos() {
    return lanes.values().stream().mapToLong(Lane::firstNanos).min().orElse(0);
  }

  /** {@return how many steps ran at once at most, of those that were kept} */
  public int mostAtOnce() {
    long[] starts = sorted(StepRun::startNanos);
    long[] ends = sorted(StepRun::endNanos);
    int most = 0;
    int ended = 0;
    for (int started = 0; started < starts.length; started++) {
      while (ends[ended] <= starts[started]) {
        ended++;
      }
      most = Math.max(most, started + 1 - ended);
    }
    return most;
  }

  private long[] sorted(ToLongFunction<StepRun> time) {
    return lanes.values().stream()
        .flatMap(lane -> lane.steps().stream())
        .mapToLong(time)
        .sorted()
        .toArray();
  }

  @Override
  public String toString() {
    return "trace";
  }

  /** {@return how many events were not kept} */
  public long leftOut() {
    return leftOut.get();
  }
}
