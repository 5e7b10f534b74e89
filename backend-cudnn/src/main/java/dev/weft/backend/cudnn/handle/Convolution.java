package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.AlgorithmChoice.Algorithm;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.Arrays;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.global.cudnn;
import org.jspecify.annotations.Nullable;

/**
 * A convolution, alone or with a bias, a sum and a rectifier in one call, with the algorithm that
 * cuDNN proposes or that is found by measuring. Immutable: any number of threads may put it on
 * queues of their own.
 */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
public final class Convolution implements AutoCloseable {
  /** What is done to the result before it is stored. */
  public enum Epilogue {
    /** Nothing. */
    NONE(false, false),
    /** A bias is added. */
    BIAS(false, false),
    /** As {@link #BIAS}, and what is below zero becomes zero; cuDNN may take NaN for that. */
    BIAS_RELU(false, true),
    /** A bias and a tensor like the result are added. */
    BIAS_SUM(true, false),
    /** As {@link #BIAS_SUM}, and what is below zero becomes zero; cuDNN may take NaN for that. */
    BIAS_SUM_RELU(true, true);

    private final boolean sums;
    private final boolean rectifies;

    Epilogue(boolean sums, boolean rectifies) {
      this.sums = sums;
      this.rectifies = rectifies;
    }

    /**
     * {@return the epilogue that begins with a bias}
     *
     * @param sums whether a tensor like the result is added
     * @param rectifies whether what is below zero becomes zero
     */
    public static Epilogue withBias(boolean sums, boolean rectifies) {
      if (sums) {
        return rectifies ? BIAS_SUM_RELU : BIAS_SUM;
      }
      return rectifies ? BIAS_RELU : BIAS;
    }

    /** {@return whether a tensor like the result is added} */
    public boolean sums() {
      return sums;
    }
  }

  /** Statuses of one category differ in their last three digits. */
  private static final int STATUS_CATEGORY = 1000;

  private final ConvolutionShape shape;
  private final Epilogue epilogue;
  private final ConvolutionDescriptors descriptors;
  private final @Nullable TensorDescriptor bias;
  private final cudnnActivationStruct activation;
  private final Algorithm algorithm;
  private final long workspaceBytes;
  private final Rollback owned;

  private Convolution(
      Queue queue, ConvolutionShape shape, Epilogue epilogue, DeviceHeap heap, boolean tunes) {
    this.shape = shape;
    this.epilogue = epilogue;
    this.activation = new cudnnActivationStruct();
    try (Rollback made = new Rollback()) {
      descriptors = made.add(new ConvolutionDescriptors(shape));
      if (epilogue == Epilogue.NONE) {
        bias = null;
      } else {
        bias = made.add(biasDescriptor(shape));
        makeActivation(made);
      }
      algorithm = chooseAlgorithm(new ForwardAlgorithms(queue, shape, descriptors, heap), tunes);
      workspaceBytes = workspaceBytes(queue);
      owned = made.detached();
    }
  }

  /**
   * Makes a convolution.
   *
   * @param queue any queue of the GPU that it is for
   * @param shape what it is
   * @param epilogue what is done to the result
   * @param heap memory to try things in
   * @param tunes whether algorithms are measured; else cuDNN's proposal is taken
   * @return the convolution; close it
   * @throws BackendException if a function of cuDNN fails; {@link #isUnsupported} tells whether it
   *     is that cuDNN does not compute the convolution with this epilogue
   */
  public static Convolution create(
      Queue queue, ConvolutionShape shape, Epilogue epilogue, DeviceHeap heap, boolean tunes) {
    try (Rollback made = new Rollback()) {
      Convolution convolution = made.add(new Convolution(queue, shape, epilogue, heap, tunes));
      if (epilogue != Epilogue.NONE) {
        FusionTrial.require(convolution, queue, heap);
      }
      made.commit();
      return convolution;
    }
  }

  private static TensorDescriptor biasDescriptor(ConvolutionShape shape) {
    long[] sizes = new long[shape.result().size()];
    Arrays.fill(sizes, 1);
    sizes[1] = shape.filter().get(0);
    long[] strides = new long[sizes.length];
    Arrays.fill(strides, 1);
    strides[0] = sizes[1];
    return new TensorDescriptor(shape.type(), sizes, strides);
  }

  private void makeActivation(Rollback made) {
    Status.cudnn(
        cudnn.cudnnCreateActivationDescriptor(activation),
        "cudnnCreateActivationDescriptor",
        shape.toString());
    made.add(
        () ->
            Status.cudnn(
                cudnn.cudnnDestroyActivationDescriptor(activation),
                "cudnnDestroyActivationDescriptor",
                shape.toString()));
    Status.cudnn(
        cudnn.cudnnSetActivationDescriptor(
            activation,
            epilogue.rectifies ? cudnn.CUDNN_ACTIVATION_RELU : cudnn.CUDNN_ACTIVATION_IDENTITY,
            // The fused call knows no other.
            cudnn.CUDNN_NOT_PROPAGATE_NAN,
            0),
        "cudnnSetActivationDescriptor",
        shape.toString());
  }

  private Algorithm chooseAlgorithm(ForwardAlgorithms algorithms, boolean tunes) {
    if (epilogue != Epilogue.NONE && !epilogue.rectifies) {
      // The only one that cuDNN computes without an activation.
      return new Algorithm(
          cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM,
          ConvolutionDescriptors.mathType(shape));
    }
    Algorithm chosen = tunes ? algorithms.measured() : algorithms.proposed();
    descriptors.useMathType(chosen.mathType());
    return chosen;
  }

  private long workspaceBytes(Queue queue) {
    try (HostMemory size = HostMemory.ofWord()) {
      Status.cudnn(
          cudnn.cudnnGetConvolutionForwardWorkspaceSize(
              queue.dnn(),
              descriptors.source.pointer(),
              descriptors.filter,
              descriptors.window,
              descriptors.result.pointer(),
              algorithm.code(),
              size.size()),
          "cudnnGetConvolutionForwardWorkspaceSize",
          shape.toString());
      return size.size().get();
    }
  }

  /**
   * {@return whether a failure says that cuDNN cannot compute what it was asked for}
   *
   * @param failure what {@link #create} has thrown
   */
  public static boolean isUnsupported(BackendException failure) {
    return isOf(cudnn.CUDNN_STATUS_NOT_SUPPORTED, failure);
  }

  /** Returns whether a failure is one of cuDNN, of the category of a status. */
  static boolean isOf(int status, BackendException failure) {
    int category = failure.code() / STATUS_CATEGORY * STATUS_CATEGORY;
    return failure.function().startsWith("cudnn") && category == status;
  }

  ConvolutionShape shape() {
    return shape;
  }

  Epilogue epilogue() {
    return epilogue;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** {@return how much scratch memory it needs} */
  public long workspaceBytes() {
    return workspaceBytes;
  }

  /**
   * Where the operands of one execution are.
   *
   * @param source what is convolved
   * @param weights the weights
   * @param bias the bias, one number for each filter; 0 without one
   * @param summand what is added to the result, with its dimensions; 0 where the epilogue has no
   *     sum
   * @param result where the result goes
   * @param workspace scratch memory; 0 where none is needed
   */
  public record Operands(
      long source, long weights, long bias, long summand, long result, long workspace) {}

  /**
   * Puts it on a queue.
   *
   * @param queue the queue
   * @param at where the operands are
   * @param subject the node, for messages
   */
  public void enqueue(Queue queue, Operands at, String subject) {
    if (bias == null) {
      Status.cudnn(
          cudnn.cudnnConvolutionForward(
              queue.dnn(),
              Factor.one(shape.type()),
              descriptors.source.pointer(),
              new Address(at.source()),
              descriptors.filter,
              new Address(at.weights()),
              descriptors.window,
              algorithm.code(),
              new Address(at.workspace()),
              workspaceBytes,
              Factor.zero(shape.type()),
              descriptors.result.pointer(),
              new Address(at.result())),
          "cudnnConvolutionForward",
          subject);
      return;
    }
    boolean sums = epilogue.sums;
    Status.cudnn(
        cudnn.cudnnConvolutionBiasActivationForward(
            queue.dnn(),
            Factor.one(shape.type()),
            descriptors.source.pointer(),
            new Address(at.source()),
            descriptors.filter,
            new Address(at.weights()),
            descriptors.window,
            algorithm.code(),
            new Address(at.workspace()),
            workspaceBytes,
            sums ? Factor.one(shape.type()) : Factor.zero(shape.type()),
            descriptors.result.pointer(),
            new Address(sums ? at.summand() : at.result()),
            bias.pointer(),
            new Address(at.bias()),
            activation,
            descriptors.result.pointer(),
            new Address(at.result())),
        "cudnnConvolutionBiasActivationForward",
        subject);
  }

  @Override
  public void close() {
    owned.close();
  }
}
