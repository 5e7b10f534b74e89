package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import dev.weft.graph.plan.ArenaBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each value of a graph is, in which layouts, and who is still to read it. For one thread and
 * one plan.
 */
final class ValuePlaces {
  /** What the parts of a joined buffer must begin at, so that primitives run at full speed. */
  private static final long PART_ALIGNMENT = 64;

  private final Graph graph;
  private final Map<Integer, List<Region>> forms = new HashMap<>();
  private final Map<ArenaBuffer<NativeMemory>, List<Integer>> values = new HashMap<>();
  private final Map<ArenaBuffer<NativeMemory>, List<ArenaBuffer<NativeMemory>>> joined =
      new HashMap<>();
  private final int[] unread;

  ValuePlaces(Graph graph) {
    this.graph = graph;
    this.unread = new int[graph.valueCount()];
    for (Node node : graph.nodes()) {
      for (int value : node.inputs()) {
        unread[value]++;
      }
    }
    for (GraphOutput output : graph.outputs()) {
      unread[output.value()]++;
    }
  }

  boolean isRead(int value) {
    return unread[value] > 0;
  }

  /** Notes that a node has read its inputs. */
  void end(Node node) {
    for (int value : node.inputs()) {
      unread[value]--;
    }
  }

  /** Says where a value is. */
  void set(int value, Region region) {
    forms.put(value, new ArrayList<>(List.of(region)));
    note(value, region);
  }

  /** Says where a value is too, in another layout. */
  void add(int value, Region region) {
    forms.computeIfAbsent(value, key -> new ArrayList<>()).add(region);
    note(value, region);
  }

  private void note(int value, Region region) {
    values.computeIfAbsent(region.buffer(), key -> new ArrayList<>()).add(value);
  }

  /** Returns where a value is, first where it was made. */
  List<Region> of(int value) {
    return Objects.requireNonNull(forms.get(value), "a value is read before it is made");
  }

  /** Returns where a value was made, or null if it is nowhere. */
  @Nullable Region first(int value) {
    List<Region> present = forms.get(value);
    return present == null ? null : present.get(0);
  }

  /** Returns whether whoever reads a value now is the last to do so, and may change it. */
  boolean isLastRead(int value) {
    if (graph.constants().containsKey(value) || of(value).size() != 1) {
      return false;
    }
    ArenaBuffer<NativeMemory> buffer = of(value).get(0).buffer();
    return unreadIn(buffer) == 1 && !buffer.isConstant() && !buffer.isPart() && !isInput(value);
  }

  /** Counts the reads to come of all that lies in a buffer, in its parts too. */
  private int unreadIn(ArenaBuffer<NativeMemory> buffer) {
    int count = 0;
    for (int value : values.getOrDefault(buffer, List.of())) {
      count += unread[value];
    }
    for (ArenaBuffer<NativeMemory> part : joined.getOrDefault(buffer, List.of())) {
      count += unreadIn(part);
    }
    return count;
  }

  private boolean isInput(int value) {
    ArenaBuffer<NativeMemory> buffer = of(value).get(0).buffer();
    for (GraphInput input : graph.inputs()) {
      Region present = first(input.value());
      if (present != null && present.buffer() == buffer) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether values can lie behind one another in one buffer of this size. */
  boolean canJoin(List<Integer> parts, long byteSize) {
    Set<ArenaBuffer<NativeMemory>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long size = 0;
    for (int part : parts) {
      if (graph.constants().containsKey(part) || isInput(part)) {
        return false;
      }
      ArenaBuffer<NativeMemory> buffer = of(part).get(0).buffer();
      boolean movable = !buffer.isPart() && !buffer.isConstant() && seen.add(buffer);
      if (!movable || values.getOrDefault(buffer, List.of()).size() != 1) {
        return false;
      }
      if (size % PART_ALIGNMENT != 0) {
        return false;
      }
      size += buffer.byteSize();
    }
    return size == byteSize;
  }

  /** Moves values, behind one another, into a buffer; returns the buffers that they had. */
  List<ArenaBuffer<NativeMemory>> join(List<Integer> parts, ArenaBuffer<NativeMemory> whole) {
    List<ArenaBuffer<NativeMemory>> moved = new ArrayList<>();
    long offset = 0;
    for (int part : parts) {
      ArenaBuffer<NativeMemory> buffer = of(part).get(0).buffer();
      buffer.moveInto(whole, offset);
      moved.add(buffer);
      offset += buffer.byteSize();
    }
    joined.computeIfAbsent(whole, key -> new ArrayList<>()).addAll(moved);
    return moved;
  }
}
