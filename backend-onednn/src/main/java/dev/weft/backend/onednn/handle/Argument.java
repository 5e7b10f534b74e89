package dev.weft.backend.onednn.handle;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;

/** Keys of a primitive's arguments, as {@code dnnl_types.h} numbers them. */
public final class Argument {
  private static final Map<Integer, String> ROLES =
      Map.ofEntries(
          Map.entry(dnnl.DNNL_ARG_SRC_0, "src"),
          Map.entry(dnnl.DNNL_ARG_SRC_1, "src 1"),
          Map.entry(dnnl.DNNL_ARG_SRC_2, "src 2"),
          Map.entry(dnnl.DNNL_ARG_DST_0, "dst"),
          Map.entry(dnnl.DNNL_ARG_DST_1, "dst 1"),
          Map.entry(dnnl.DNNL_ARG_DST_2, "dst 2"),
          Map.entry(dnnl.DNNL_ARG_WEIGHTS_0, "weights"),
          Map.entry(dnnl.DNNL_ARG_WEIGHTS_1, "weights 1"),
          Map.entry(dnnl.DNNL_ARG_BIAS, "bias"),
          Map.entry(dnnl.DNNL_ARG_MEAN, "mean"),
          Map.entry(dnnl.DNNL_ARG_VARIANCE, "variance"),
          Map.entry(dnnl.DNNL_ARG_SCALE, "scale"),
          Map.entry(dnnl.DNNL_ARG_SHIFT, "shift"),
          Map.entry(dnnl.DNNL_ARG_SCRATCHPAD, "scratchpad"));

  /** Source. */
  public static final int SRC = dnnl.DNNL_ARG_SRC_0;

  /** Second source. */
  public static final int SRC_1 = dnnl.DNNL_ARG_SRC_1;

  /** Third source. */
  public static final int SRC_2 = dnnl.DNNL_ARG_SRC_2;

  /** Destination. */
  public static final int DST = dnnl.DNNL_ARG_DST_0;

  /** Second destination. */
  public static final int DST_1 = dnnl.DNNL_ARG_DST_1;

  /** Third destination. */
  public static final int DST_2 = dnnl.DNNL_ARG_DST_2;

  /** Weights. */
  public static final int WEIGHTS = dnnl.DNNL_ARG_WEIGHTS_0;

  /** Second weights. */
  public static final int WEIGHTS_1 = dnnl.DNNL_ARG_WEIGHTS_1;

  /** Weights of the projection of a recurrent layer. */
  public static final int WEIGHTS_PROJECTION = dnnl.DNNL_ARG_WEIGHTS_PROJECTION;

  /** Bias. */
  public static final int BIAS = dnnl.DNNL_ARG_BIAS;

  /** Mean values of a normalisation. */
  public static final int MEAN = dnnl.DNNL_ARG_MEAN;

  /** Variances of a normalisation. */
  public static final int VARIANCE = dnnl.DNNL_ARG_VARIANCE;

  /** Scales of a normalisation. */
  public static final int SCALE = dnnl.DNNL_ARG_SCALE;

  /** Shifts of a normalisation. */
  public static final int SHIFT = dnnl.DNNL_ARG_SHIFT;

  /** Scratchpad. */
  public static final int SCRATCHPAD = dnnl.DNNL_ARG_SCRATCHPAD;

  /** First of several sources; the others follow. */
  public static final int MULTIPLE_SRC = dnnl.DNNL_ARG_MULTIPLE_SRC;

  static final int POST_OP_BASE = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;

  private Argument() {}

  /**
   * {@return whether a primitive writes an argument}
   *
   * @param key its key
   */
  public static boolean isWritten(int key) {
    return key == DST || key == DST_1 || key == DST_2 || key == SCRATCHPAD;
  }

  /**
   * {@return what an argument is for, for people, such as {@code src}}
   *
   * @param key its key
   */
  public static String role(int key) {
    if (key >= POST_OP_BASE) {
      return "post-operation " + (key / POST_OP_BASE - 1);
    }
    if (key >= MULTIPLE_SRC) {
      return "src " + (key - MULTIPLE_SRC);
    }
    return ROLES.getOrDefault(key, "argument " + key);
  }
}
