package dev.weft.backend.cudnn.handle;

import org.bytedeco.cuda.global.cudnn;

/** Functions of cuDNN that need no object of their own but descriptors. Stateless. */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
public final class Dnn {
  private Dnn() {}

  /**
   * Puts a pooling on a queue.
   *
   * @param queue the queue
   * @param window what is pooled
   * @param source what the source is
   * @param from where the source is
   * @param result what the result is
   * @param to where the result goes
   * @param subject the node, for messages
   */
  public static void pool(
      Queue queue,
      PoolingWindow window,
      TensorDescriptor source,
      long from,
      TensorDescriptor result,
      long to,
      String subject) {
    Status.cudnn(
        cudnn.cudnnPoolingForward(
            queue.dnn(),
            window.pointer(),
            Factor.one(ElementType.F32),
            source.pointer(),
            new Address(from),
            Factor.zero(ElementType.F32),
            result.pointer(),
            new Address(to)),
        "cudnnPoolingForward",
        subject);
  }

  /**
   * Puts a softmax over the second dimension on a queue.
   *
   * @param queue the queue
   * @param log whether the logarithm of it is wanted
   * @param tensor what source and result are
   * @param from where the source is
   * @param to where the result goes
   * @param subject the node, for messages
   */
  public static void softmax(
      Queue queue, boolean log, TensorDescriptor tensor, long from, long to, String subject) {
    Status.cudnn(
        cudnn.cudnnSoftmaxForward(
            queue.dnn(),
            log ? cudnn.CUDNN_SOFTMAX_LOG : cudnn.CUDNN_SOFTMAX_ACCURATE,
            cudnn.CUDNN_SOFTMAX_MODE_CHANNEL,
            Factor.one(ElementType.F32),
            tensor.pointer(),
            new Address(from),
            Factor.zero(ElementType.F32),
            tensor.pointer(),
            new Address(to)),
        "cudnnSoftmaxForward",
        subject);
  }

  /**
   * Puts a local response normalisation across channels on a queue.
   *
   * @param queue the queue
   * @param window which channels are summed, and the constants
   * @param tensor what source and result are
   * @param from where the source is
   * @param to where the result goes
   * @param subject the node, for messages
   */
  public static void normalizeResponse(
      Queue queue,
      LocalResponse window,
      TensorDescriptor tensor,
      long from,
      long to,
      String subject) {
    Status.cudnn(
        cudnn.cudnnLRNCrossChannelForward(
            queue.dnn(),
            window.pointer(),
            cudnn.CUDNN_LRN_CROSS_CHANNEL_DIM1,
            Factor.one(ElementType.F32),
            tensor.pointer(),
            new Address(from),
            Factor.zero(ElementType.F32),
            tensor.pointer(),
            new Address(to)),
        "cudnnLRNCrossChannelForward",
        subject);
  }

  /**
   * Where the parameters of a batch normalisation are, single-precision numbers, one for each
   * channel.
   *
   * @param scale the factor
   * @param shift what is added
   * @param mean the mean
   * @param variance the variance
   */
  public record BatchStatistics(long scale, long shift, long mean, long variance) {}

  /**
   * Puts a batch normalisation of each channel on a queue.
   *
   * @param queue the queue
   * @param tensor what source and result are
   * @param from where the source is
   * @param to where the result goes
   * @param parameters what the parameters are: one number for each channel
   * @param at where the parameters are
   * @param epsilon what is added to the variance
   * @param subject the node, for messages
   */
  public static void normalizeBatch(
      Queue queue,
      TensorDescriptor tensor,
      long from,
      long to,
      TensorDescriptor parameters,
      BatchStatistics at,
      double epsilon,
      String subject) {
    Status.cudnn(
        cudnn.cudnnBatchNormalizationForwardInference(
            queue.dnn(),
            cudnn.CUDNN_BATCHNORM_SPATIAL,
            Factor.one(ElementType.F32),
            Factor.zero(ElementType.F32),
            tensor.pointer(),
            new Address(from),
            tensor.pointer(),
            new Address(to),
            parameters.pointer(),
            new Address(at.scale()),
            new Address(at.shift()),
            new Address(at.mean()),
            new Address(at.variance()),
            epsilon),
        "cudnnBatchNormalizationForwardInference",
        subject);
  }
}
