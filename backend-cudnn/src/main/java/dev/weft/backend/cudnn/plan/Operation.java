package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.Queue;

/**
 * What a step puts on a queue. Immutable: any number of contexts use it at once, each with a queue
 * of its own.
 */
@FunctionalInterface
public interface Operation {
  /**
   * Puts work on a queue.
   *
   * @param queue the queue
   * @param places where the regions of the plan are
   */
  void enqueue(Queue queue, Places places);
}
