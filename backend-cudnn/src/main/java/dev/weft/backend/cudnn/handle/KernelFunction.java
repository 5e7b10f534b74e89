package dev.weft.backend.cudnn.handle;

import org.bytedeco.cuda.cudart.CUfunc_st;

/** A kernel on a GPU; lives as long as the {@link KernelModule} that it is of. Thread-safe. */
public final class KernelFunction {
  private final CUfunc_st function;
  private final boolean byRows;

  KernelFunction(CUfunc_st function, boolean byRows) {
    this.function = function;
    this.byRows = byRows;
  }

  CUfunc_st pointer() {
    return function;
  }

  /** Returns whether a block, not a thread, does each of the counts. */
  boolean isByRows() {
    return byRows;
  }
}
