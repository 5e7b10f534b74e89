package dev.weft.graph.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Gives buffers their places in one arena, so that those that live at different times share bytes.
 * Greedy by size: the largest buffer first, each at the lowest free offset.
 */
public final class ArenaPlanner {
  /**
   * A buffer and when it lives.
   *
   * @param byteSize its size
   * @param firstStep the step that writes it first
   * @param lastStep the step that reads it last
   */
  record Lifetime(long byteSize, int firstStep, int lastStep) {
    boolean overlaps(Lifetime other) {
      return firstStep <= other.lastStep && other.firstStep <= lastStep;
    }
  }

  /**
   * Where buffers lie.
   *
   * @param offsets the offset of each buffer, in the order in which they were given
   * @param byteSize the size of the arena
   */
  record Layout(List<Long> offsets, long byteSize) {}

  private record Placed(Lifetime lifetime, long offset) {}

  private ArenaPlanner() {}

  /**
   * Gives buffers their places in an arena, in which they live from the first step that uses them
   * to the last.
   *
   * @param <B> a block of the device's memory
   * @param buffers the buffers, each used by a step
   * @param alignment every offset is a multiple of so many bytes
   * @return the size of the arena
   */
  public static <B> long place(List<ArenaBuffer<B>> buffers, long alignment) {
    List<Lifetime> lifetimes = new ArrayList<>(buffers.size());
    for (ArenaBuffer<B> buffer : buffers) {
      lifetimes.add(new Lifetime(buffer.byteSize(), buffer.firstStep(), buffer.lastStep()));
    }
    Layout layout = plan(lifetimes, alignment);
    for (int i = 0; i < buffers.size(); i++) {
      buffers.get(i).place(layout.offsets().get(i));
    }
    return layout.byteSize();
  }

  /** Returns the places of buffers with these lifetimes. */
  static Layout plan(List<Lifetime> buffers, long alignment) {
    List<Integer> bySize = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      bySize.add(i);
    }
    bySize.sort(Comparator.comparingLong((Integer i) -> buffers.get(i).byteSize()).reversed());
    List<Long> offsets = new ArrayList<>(Collections.nCopies(buffers.size(), 0L));
    List<Placed> placed = new ArrayList<>();
    long end = 0;
    for (int i : bySize) {
      Lifetime buffer = buffers.get(i);
      long offset = lowestFree(placed, buffer, alignment);
      offsets.set(i, offset);
      int position = 0;
      while (position < placed.size() && placed.get(position).offset() <= offset) {
        position++;
      }
      placed.add(position, new Placed(buffer, offset));
      end = Math.max(end, offset + aligned(buffer.byteSize(), alignment));
    }
    return new Layout(List.copyOf(offsets), end);
  }

  private static long lowestFree(List<Placed> placed, Lifetime buffer, long alignment) {
    long offset = 0;
    for (Placed other : placed) {
      if (other.lifetime().overlaps(buffer)) {
        if (offset + buffer.byteSize() <= other.offset()) {
          return offset;
        }
        offset = Math.max(offset, other.offset() + aligned(other.lifetime().byteSize(), alignment));
      }
    }
    return offset;
  }

  private static long aligned(long size, long alignment) {
    return (size + alignment - 1) / alignment * alignment;
  }
}
