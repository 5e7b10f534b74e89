package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.NativeMemory;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a plan in the making: a part of the arena, of another buffer, or of a block that the
 * model or the plan holds. Not thread-safe until the plan is finished, then immutable.
 */
final class Buffer {
  final long byteSize;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private @Nullable NativeMemory block;
  private @Nullable Buffer parent;
  private long offset;
  private boolean constant;
  private boolean scratchpad;

  Buffer(long byteSize) {
    this.byteSize = byteSize;
  }

  /** Makes a buffer of memory that is there already, and that nobody writes. */
  static Buffer constant(NativeMemory block) {
    Buffer buffer = new Buffer(block.byteSize());
    buffer.block = block;
    buffer.constant = true;
    return buffer;
  }

  /** Returns whether what it holds is the same for all calls. */
  boolean isConstant() {
    return parent == null ? constant : parent.isConstant();
  }

  /** Returns whether it is scratch memory of one step. */
  boolean isScratchpad() {
    return scratchpad;
  }

  void makeScratchpad() {
    scratchpad = true;
  }

  void makeConstant() {
    if (parent != null) {
      parent.makeConstant();
    }
    constant = true;
  }

  void touch(int step) {
    if (parent != null) {
      parent.touch(step);
      return;
    }
    firstStep = Math.min(firstStep, step);
    lastStep = Math.max(lastStep, step);
  }

  /** Puts this buffer into another, which then lives as long as both. */
  void moveInto(Buffer other, long where) {
    other.firstStep = Math.min(other.firstStep, firstStep);
    other.lastStep = Math.max(other.lastStep, lastStep);
    parent = other;
    offset = where;
  }

  boolean isPart() {
    return parent != null;
  }

  boolean isPlaced() {
    return block != null;
  }

  int firstStep() {
    return firstStep;
  }

  int lastStep() {
    return lastStep;
  }

  void place(long where) {
    offset = where;
  }

  void place(NativeMemory where) {
    block = where;
    offset = 0;
  }

  /** Returns the block that holds it, which is the arena unless it has one of its own. */
  NativeMemory block(NativeMemory arena) {
    if (parent != null) {
      return parent.block(arena);
    }
    return block == null ? arena : block;
  }

  long offset() {
    return parent == null ? offset : parent.offset() + offset;
  }
}
