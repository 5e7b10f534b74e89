package dev.weft.backend.onednn;

import dev.weft.BackendUnavailableException;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.backend.onednn.plan.LoadThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The native library as another thread loads it while the caller reads a model. OpenMP comes last:
 * parameters are stored without it.
 */
final class LibraryStart {
  private final CompletableFuture<Void> engine = new CompletableFuture<>();
  private final CompletableFuture<Void> all;

  private LibraryStart() {
    if (OnednnRuntime.isStarted()) {
      engine.complete(null);
      all = engine;
    } else {
      all = LoadThreads.start(this::load);
    }
  }

  /** Begins to load the library, unless it is there. */
  static LibraryStart begin() {
    return new LibraryStart();
  }

  private void load() {
    try {
      OnednnRuntime.startEngine();
      engine.complete(null);
    } catch (Throwable e) {
      engine.completeExceptionally(e);
      throw e;
    }
    OnednnRuntime.startOpenMp();
  }

  /**
   * Waits for oneDNN.
   *
   * @throws BackendUnavailableException if it cannot be loaded
   */
  Engine engine() {
    LoadThreads.join(List.of(engine));
    return Engine.get();
  }

  /**
   * Waits for oneDNN and OpenMP.
   *
   * @throws BackendUnavailableException if they cannot be loaded
   */
  void await() {
    LoadThreads.join(List.of(all));
  }
}
