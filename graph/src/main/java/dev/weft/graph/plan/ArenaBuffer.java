package dev.weft.graph.plan;

import org.jspecify.annotations.Nullable;

/**
 * Memory of a plan in the making: a part of the arena, of another buffer, or of a block that the
 * model or the plan holds. Not thread-safe until the plan is finished, then immutable.
 *
 * @param <B> a block of the device's memory
 */
public final class ArenaBuffer<B> {
  private final long byteSize;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private @Nullable B block;
  private @Nullable ArenaBuffer<B> parent;
  private long offset;
  private boolean constant;
  private boolean scratchpad;

  /**
   * Makes a buffer that has no place yet.
   *
   * @param byteSize its size
   */
  public ArenaBuffer(long byteSize) {
    this.byteSize = byteSize;
  }

  /**
   * Makes a buffer of memory that is there already, and that nobody writes.
   *
   * @param <B> a block of the device's memory
   * @param block the memory
   * @param byteSize its size
   * @return the buffer
   */
  public static <B> ArenaBuffer<B> constant(B block, long byteSize) {
    ArenaBuffer<B> buffer = new ArenaBuffer<>(byteSize);
    buffer.block = block;
    buffer.constant = true;
    return buffer;
  }

  /** {@return its size} */
  public long byteSize() {
    return byteSize;
  }

  /** {@return whether what it holds is the same for all calls} */
  public boolean isConstant() {
    return parent == null ? constant : parent.isConstant();
  }

  /** {@return whether it is scratch memory of one step} */
  public boolean isScratchpad() {
    return scratchpad;
  }

  /** Says that it is scratch memory of one step. */
  public void makeScratchpad() {
    scratchpad = true;
  }

  /** Says that what it holds, and the buffer that it is a part of, is the same for all calls. */
  public void makeConstant() {
    if (parent != null) {
      parent.makeConstant();
    }
    constant = true;
  }

  /** Says that what it holds, and the buffer that it is a part of, is written in each call. */
  public void makeVariable() {
    if (parent != null) {
      parent.makeVariable();
    }
    constant = false;
  }

  /**
   * Says that a step uses it.
   *
   * @param step the step's position
   */
  public void touch(int step) {
    if (parent != null) {
      parent.touch(step);
      return;
    }
    firstStep = Math.min(firstStep, step);
    lastStep = Math.max(lastStep, step);
  }

  /**
   * Puts this buffer into another, which then lives as long as both.
   *
   * @param other the other
   * @param where where in it
   */
  public void moveInto(ArenaBuffer<B> other, long where) {
    other.firstStep = Math.min(other.firstStep, firstStep);
    other.lastStep = Math.max(other.lastStep, lastStep);
    parent = other;
    offset = where;
  }

  /** {@return the buffer that it is a part of, or itself} */
  public ArenaBuffer<B> whole() {
    return parent == null ? this : parent.whole();
  }

  /** {@return whether it is a part of another buffer} */
  public boolean isPart() {
    return parent != null;
  }

  /** {@return the first step that uses it; after {@link #lastStep()} if none does} */
  public int firstStep() {
    return firstStep;
  }

  /** {@return the last step that uses it, or -1} */
  public int lastStep() {
    return lastStep;
  }

  /**
   * Gives it a place in the arena.
   *
   * @param where where
   */
  public void place(long where) {
    offset = where;
  }

  /**
   * Gives it a block of its own.
   *
   * @param where the block
   */
  public void placeIn(B where) {
    block = where;
    offset = 0;
  }

  /**
   * {@return the block that holds it}
   *
   * @param arena the arena, which is what holds it unless it has a block of its own
   */
  public B block(B arena) {
    if (parent != null) {
      return parent.block(arena);
    }
    return block == null ? arena : block;
  }

  /** {@return where in its block it begins} */
  public long offset() {
    return parent == null ? offset : parent.offset() + offset;
  }
}
