package dev.weft.nativesupport.predict;

import dev.weft.PredictorBusyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of places for running calls, and a fair, bounded queue before them.
 *
 * <p>States: open, closing (refuses new and queued calls, waits for running ones), closed. {@code
 * state}, {@code idle} and {@code queue} are guarded by {@code lock}; a call's turn is a future
 * that is completed outside the lock, by the release that hands it a slot, by {@code close}, or by
 * its own withdrawal, whichever comes first. A slot is idle, or belongs to exactly one turn or
 * thread, which alone touches its context. A slot given back goes to the oldest turn still waiting,
 * so nobody overtakes. {@code close} never runs foreign code under the lock.
 */
final class ContextPool implements AutoCloseable {

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  /** A place for one running call, with a context from its first use on. */
  static final class Slot {
    private @Nullable ExecutionContext context;
    private volatile @Nullable Thread owner;

    private Slot() {}

    /** Returns the context, made by the first call that gets this slot. */
    ExecutionContext context(Supplier<ExecutionContext> factory) {
      ExecutionContext present = context;
      if (present == null) {
        present = factory.get();
        context = present;
      }
      return present;
    }

    /** Closes a context that no further call may use; throws nothing, lest the slot be lost. */
    private void discardBroken() {
      if (!isReusable()) {
        closeContext();
      }
    }

    private boolean isReusable() {
      ExecutionContext present = context;
      try {
        return present == null || present.reusable();
      } catch (RuntimeException | Error e) {
        System.getLogger(ContextPool.class.getName())
            .log(System.Logger.Level.WARNING, "an execution context is in disorder", e);
        return false;
      }
    }

    /** Throws nothing, lest other contexts and the parameters stay open. */
    private void closeContext() {
      ExecutionContext present = context;
      context = null;
      if (present == null) {
        return;
      }
      try {
        present.close();
      } catch (RuntimeException | Error e) {
        System.getLogger(ContextPool.class.getName())
            .log(System.Logger.Level.WARNING, "cannot close an execution context", e);
      }
    }
  }

  private final String name;
  private final Optional<Duration> maxWait;
  private final int maxQueued;
  private final Runnable afterClose;
  private final List<Slot> slots;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Slot> idle;
  private final Set<CompletableFuture<Slot>> queue = new LinkedHashSet<>();
  private State state = State.OPEN;

  ContextPool(
      String name, int capacity, Optional<Duration> maxWait, int maxQueued, Runnable afterClose) {
    this.name = name;
    this.maxWait = maxWait;
    this.maxQueued = maxQueued;
    this.afterClose = afterClose;
    List<Slot> made = new ArrayList<>(capacity);
    for (int i = 0; i < capacity; i++) {
      made.add(new Slot());
    }
    this.slots = List.copyOf(made);
    this.idle = new ArrayDeque<>(slots);
  }

  /** Returns an idle slot, which the calling thread owns until {@link #release}, or null. */
  @Nullable Slot poll() {
    lock.lock();
    try {
      requireOpen();
      Slot free = idle.poll();
      if (free != null) {
        free.owner = Thread.currentThread();
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns an idle slot, or null: then the turn waits in the queue. It will be completed with a
   * slot, which whoever runs the call {@linkplain #own owns}, or exceptionally, past {@code
   * maxWait} or when the pool is closed.
   */
  @Nullable Slot request(CompletableFuture<Slot> turn) {
    lock.lock();
    try {
      requireOpen();
      Slot free = idle.poll();
      if (free != null) {
        return free;
      }
      enqueue(turn);
    } finally {
      lock.unlock();
    }
    maxWait.ifPresent(limit -> turn.orTimeout(nanos(limit), TimeUnit.NANOSECONDS));
    return null;
  }

  /**
   * Refuses a call that would wait for a slot of its own thread.
   *
   * @throws IllegalStateException if the calling thread owns a slot
   */
  void requireNoOwner() {
    if (isOwner()) {
      throw new IllegalStateException(
          name
              + ": predict was called from within a call of this predictor, and would wait for itself:"
              + " all contexts (concurrency "
              + slots.size()
              + ") are busy");
    }
  }

  private boolean isOwner() {
    for (Slot slot : slots) {
      if (slot.owner == Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  /** Makes the calling thread the owner of a slot that came from a turn or a request. */
  void own(Slot slot) {
    slot.owner = Thread.currentThread();
  }

  /** Takes a turn out of the queue; false if it already has its slot, or its failure. */
  boolean withdraw(CompletableFuture<Slot> turn) {
    boolean withdrawn = turn.cancel(false);
    forget(turn);
    return withdrawn;
  }

  /** Drops what is left in the queue of a turn that ended by its time limit. */
  @SuppressWarnings("CollectionUndefinedEquality") // a turn is this very future and no equal one
  void forget(CompletableFuture<Slot> turn) {
    lock.lock();
    try {
      queue.remove(turn);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a slot back, to the oldest waiting turn if there is one.
   *
   * @return that turn, completed with the slot, or null if nobody waited
   */
  @Nullable CompletableFuture<Slot> release(Slot slot) {
    slot.discardBroken();
    slot.owner = null;
    while (true) {
      CompletableFuture<Slot> next;
      lock.lock();
      try {
        Iterator<CompletableFuture<Slot>> oldest = queue.iterator();
        if (!oldest.hasNext()) {
          idle.push(slot);
          changed.signalAll();
          return null;
        }
        next = oldest.next();
        oldest.remove();
      } finally {
        lock.unlock();
      }
      if (next.complete(slot)) {
        return next;
      }
    }
  }

  /** Returns what a call gets whose wait was too long. */
  PredictorBusyException tooLong() {
    return new PredictorBusyException(
        name
            + ": waited "
            + maxWait.map(Duration::toMillis).orElse(0L)
            + " ms (maxWait) for one of "
            + slots.size()
            + " contexts (concurrency), all of them busy");
  }

  /** Returns what a call gets whose thread was interrupted as it waited. */
  PredictorBusyException interrupted() {
    return new PredictorBusyException(
        name
            + ": interrupted while waiting for one of "
            + slots.size()
            + " contexts (concurrency)");
  }

  @Override
  public void close() {
    List<CompletableFuture<Slot>> refused;
    lock.lock();
    try {
      if (isOwner()) {
        throw new IllegalStateException(
            name
                + ": close() was called from within a call of this predictor and would wait for itself;"
                + " close it after the call");
      }
      if (state != State.OPEN) {
        while (state != State.CLOSED) {
          changed.awaitUninterruptibly();
        }
        return;
      }
      refused = List.copyOf(queue);
      queue.clear();
      state = State.CLOSING;
    } finally {
      lock.unlock();
    }
    refused.forEach(turn -> turn.completeExceptionally(closed()));
    awaitRunningCalls();
    try {
      slots.forEach(Slot::closeContext);
      afterClose.run();
    } finally {
      lock.lock();
      try {
        state = State.CLOSED;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return state == State.CLOSED;
    } finally {
      lock.unlock();
    }
  }

  private void awaitRunningCalls() {
    lock.lock();
    try {
      while (idle.size() < slots.size()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw closed();
    }
  }

  private void enqueue(CompletableFuture<Slot> turn) {
    if (queue.size() >= maxQueued) {
      throw new PredictorBusyException(
          name
              + ": "
              + queue.size()
              + " calls already wait (maxQueuedCalls) for "
              + slots.size()
              + " contexts (concurrency)");
    }
    if (maxWait.isPresent() && maxWait.get().isZero()) {
      throw tooLong();
    }
    queue.add(turn);
  }

  /** Returns what a call gets that comes too late. */
  IllegalStateException closed() {
    return new IllegalStateException(name + " is closed");
  }

  private static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
