package dev.weft.demo;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, by libmxnet's {@code sgd_mom_update}. Weight decay
 * applies to weights, not to biases and the scales of normalisation. Closing frees the momenta.
 */
final class MomentumDescent implements AutoCloseable {
  private static final String MOMENTUM = "0.9";
  private static final String WEIGHT_DECAY = "0.0002";

  private final Mxnet mxnet;
  private final Pointer operator;
  private final Map<String, Tensor> momenta = new HashMap<>();

  MomentumDescent(Mxnet mxnet) {
    this.mxnet = mxnet;
    this.operator = mxnet.operator("sgd_mom_update");
  }

  /** Changes the parameters against their gradients, which are sums over {@code batch} pictures. */
  void step(Parameters parameters, Map<String, Tensor> gradients, double rate, int batch) {
    gradients.forEach(
        (name, gradient) -> update(name, parameters.get(name), gradient, rate, 1.0 / batch));
  }

  @Override
  public void close() {
    momenta.values().forEach(Tensor::close);
  }

  private void update(String name, Tensor weight, Tensor gradient, double rate, double rescale) {
    Tensor momentum = momenta.computeIfAbsent(name, n -> Tensor.zeros(mxnet, weight.shape()));
    String[] keys = {"lr", "momentum", "wd", "rescale_grad"};
    String[] values = {
      Double.toString(rate),
      MOMENTUM,
      name.endsWith("_weight") ? WEIGHT_DECAY : "0",
      Double.toString(rescale)
    };
    Pointer[] inputs = {weight.handle(), gradient.handle(), momentum.handle()};
    try (Memory target = new Memory(Native.POINTER_SIZE)) {
      target.setPointer(0, weight.handle());
      mxnet.check(
          mxnet
              .functions()
              .MXImperativeInvoke(
                  operator,
                  inputs.length,
                  inputs,
                  new IntByReference(1),
                  new PointerByReference(target),
                  keys.length,
                  keys,
                  values),
          "MXImperativeInvoke",
          "sgd_mom_update of " + name);
    }
  }
}
