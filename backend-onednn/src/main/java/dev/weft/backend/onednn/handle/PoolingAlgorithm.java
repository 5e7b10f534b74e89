package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.global.dnnl;

/** What pooling makes of the elements of a window. */
public enum PoolingAlgorithm {
  /** The greatest. */
  MAX(dnnl.dnnl_pooling_max),
  /** The mean over the window. */
  AVERAGE_WITH_PADDING(dnnl.dnnl_pooling_avg_include_padding),
  /** The mean over the part of the window that is not padding. */
  AVERAGE_WITHOUT_PADDING(dnnl.dnnl_pooling_avg_exclude_padding);

  private final int code;

  PoolingAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
