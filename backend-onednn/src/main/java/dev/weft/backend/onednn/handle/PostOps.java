package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * What a primitive does to its result before it stores it, and that its scratchpad is the caller's.
 * For one thread; close it once the primitive is made.
 */
public final class PostOps implements AutoCloseable {
  private final dnnl_post_ops ops = new dnnl_post_ops();
  private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();
  private int count;

  /** Makes an empty list. */
  public PostOps() {
    check(dnnl.dnnl_post_ops_create(ops), "dnnl_post_ops_create");
    check(dnnl.dnnl_primitive_attr_create(attributes), "dnnl_primitive_attr_create");
    check(
        dnnl.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl.dnnl_scratchpad_mode_user),
        "dnnl_primitive_attr_set_scratchpad_mode");
  }

  /**
   * Appends a function of each element.
   *
   * @param function the function
   */
  public void eltwise(Eltwise function) {
    check(
        dnnl.dnnl_post_ops_append_eltwise(
            ops, function.algorithm(), function.alpha(), function.beta()),
        "dnnl_post_ops_append_eltwise");
    count++;
  }

  /** Appends the sum with what the destination held before. */
  public void sum() {
    check(
        dnnl.dnnl_post_ops_append_sum(ops, 1, 0, dnnl.dnnl_data_type_undef),
        "dnnl_post_ops_append_sum");
    count++;
  }

  /**
   * Appends a function of each element and one of another value.
   *
   * @param function the function
   * @param layout of the other value
   * @return the key of the argument
   */
  public int binary(BinaryAlgorithm function, Layout layout) {
    check(
        dnnl.dnnl_post_ops_append_binary(ops, function.code(), layout.pointer()),
        "dnnl_post_ops_append_binary");
    return Argument.POST_OP_BASE * ++count | Argument.SRC_1;
  }

  /**
   * Appends a slope of negative elements for each channel.
   *
   * @param perChannel whether there is a slope for each channel, or one for all
   * @return the key of the argument
   */
  public int prelu(boolean perChannel) {
    check(dnnl.dnnl_post_ops_append_prelu(ops, perChannel ? 2 : 0), "dnnl_post_ops_append_prelu");
    return Argument.POST_OP_BASE * ++count | Argument.WEIGHTS;
  }

  dnnl_primitive_attr attributes() {
    check(
        dnnl.dnnl_primitive_attr_set_post_ops(attributes, ops), "dnnl_primitive_attr_set_post_ops");
    return attributes;
  }

  private static void check(int status, String function) {
    Status.check(status, function, "post-operations");
  }

  @Override
  public void close() {
    dnnl.dnnl_post_ops_destroy(ops);
    dnnl.dnnl_primitive_attr_destroy(attributes);
  }
}
