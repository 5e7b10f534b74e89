package dev.weft.demo;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A symbol bound to parameters: predicts and finds gradients. Not thread-safe. Closing frees what
 * was made here; symbol and parameters stay their owner's.
 */
final class Network implements AutoCloseable {
  private static final int WRITE = 1;

  private final Mxnet mxnet;
  private final Pointer op;
  private final List<String> inputs;
  private final Parameters parameters;
  private final Map<String, Tensor> gradients = new TreeMap<>();

  Network(Mxnet mxnet, Symbol symbol, Parameters parameters) {
    this.mxnet = mxnet;
    this.parameters = parameters;
    this.inputs = symbol.inputs();
    PointerByReference out = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXCreateCachedOp(symbol.handle(), out), "MXCreateCachedOp", "a symbol");
    this.op = out.getValue();
  }

  /** Probabilities, one row of classes a picture. */
  float[] predict(Tensor data, Tensor label) {
    try (Tensor output = forward(data, label)) {
      return output.values();
    }
  }

  /**
   * Computes the gradients of the cross entropy, summed over the pictures.
   *
   * @return the probabilities before any update
   */
  float[] learn(Tensor data, Tensor label) {
    if (gradients.isEmpty()) {
      markVariables();
    }
    record(true);
    try (Tensor output = forward(data, label)) {
      record(false);
      mxnet.check(
          mxnet.functions().MXAutogradBackward(1, new Pointer[] {output.handle()}, null, 0),
          "MXAutogradBackward",
          output);
      return output.values();
    }
  }

  /** The gradient of each learned parameter; valid until the next {@link #learn}. */
  Map<String, Tensor> gradients() {
    return gradients;
  }

  @Override
  public void close() {
    gradients.values().forEach(Tensor::close);
    mxnet.check(mxnet.functions().MXFreeCachedOp(op), "MXFreeCachedOp", "the network");
  }

  private Tensor forward(Tensor data, Tensor label) {
    Pointer[] handles =
        inputs.stream()
            .map(
                name ->
                    switch (name) {
                      case "data" -> data.handle();
                      case "softmax_label" -> label.handle();
                      default -> parameters.get(name).handle();
                    })
            .toArray(Pointer[]::new);
    IntByReference count = new IntByReference();
    PointerByReference outputs = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXInvokeCachedOp(op, handles.length, handles, count, outputs),
        "MXInvokeCachedOp",
        data);
    return Tensor.adopted(mxnet, outputs.getValue().getPointer(0));
  }

  private void markVariables() {
    parameters
        .learned()
        .forEach((name, tensor) -> gradients.put(name, Tensor.zeros(mxnet, tensor.shape())));
    int count = gradients.size();
    int[] requests = new int[count];
    Arrays.fill(requests, WRITE);
    mxnet.check(
        mxnet
            .functions()
            .MXAutogradMarkVariables(
                count, handles(parameters.learned()), requests, handles(gradients)),
        "MXAutogradMarkVariables",
        gradients.keySet());
  }

  private void record(boolean on) {
    IntByReference previous = new IntByReference();
    int flag = on ? 1 : 0;
    mxnet.check(
        mxnet.functions().MXAutogradSetIsRecording(flag, previous),
        "MXAutogradSetIsRecording",
        flag);
    mxnet.check(
        mxnet.functions().MXAutogradSetIsTraining(flag, previous), "MXAutogradSetIsTraining", flag);
  }

  private static Pointer[] handles(Map<String, Tensor> tensors) {
    return tensors.values().stream().map(Tensor::handle).toArray(Pointer[]::new);
  }
}
