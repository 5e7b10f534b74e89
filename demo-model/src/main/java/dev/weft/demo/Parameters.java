package dev.weft.demo;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The tensors that a network learns, by name. Closing frees them. */
final class Parameters implements AutoCloseable {
  private final Mxnet mxnet;
  private final Map<String, Tensor> learned = new TreeMap<>();
  private final Map<String, Tensor> auxiliary = new TreeMap<>();

  private Parameters(Mxnet mxnet) {
    this.mxnet = mxnet;
  }

  /** Random parameters for a symbol: weights as He et al. propose, unit scales and variances. */
  static Parameters random(Mxnet mxnet, Symbol symbol, long seed, int... dataShape) {
    Parameters parameters = new Parameters(mxnet);
    Random random = new Random(seed);
    for (Map.Entry<String, int[]> entry : new TreeMap<>(symbol.shapes(dataShape)).entrySet()) {
      String name = entry.getKey();
      if (name.equals("data") || name.equals("softmax_label")) {
        continue;
      }
      Tensor tensor = Tensor.of(mxnet, initial(name, entry.getValue(), random), entry.getValue());
      boolean isAuxiliary = symbol.auxiliaries().contains(name);
      (isAuxiliary ? parameters.auxiliary : parameters.learned).put(name, tensor);
    }
    return parameters;
  }

  /** Reads a file whose names begin with {@code arg:} or {@code aux:}. */
  static Parameters read(Mxnet mxnet, Path file) {
    IntByReference count = new IntByReference();
    PointerByReference arrays = new PointerByReference();
    IntByReference nameCount = new IntByReference();
    PointerByReference names = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXNDArrayLoad(file.toString(), count, arrays, nameCount, names),
        "MXNDArrayLoad",
        file);
    if (count.getValue() == 0 || count.getValue() != nameCount.getValue()) {
      throw new IllegalArgumentException(
          file + ": " + count.getValue() + " arrays and " + nameCount.getValue() + " names");
    }
    // Reading a shape may overwrite the thread's result, so both lists are copied first.
    Pointer[] handles = arrays.getValue().getPointerArray(0, count.getValue());
    String[] prefixed = names.getValue().getStringArray(0, count.getValue());
    Parameters parameters = new Parameters(mxnet);
    for (int i = 0; i < handles.length; i++) {
      Map<String, Tensor> target =
          prefixed[i].startsWith("aux:") ? parameters.auxiliary : parameters.learned;
      target.put(prefixed[i].substring(4), Tensor.adopted(mxnet, handles[i]));
    }
    return parameters;
  }

  void write(Path file) {
    Map<String, Tensor> all = new TreeMap<>();
    learned.forEach((name, tensor) -> all.put("arg:" + name, tensor));
    auxiliary.forEach((name, tensor) -> all.put("aux:" + name, tensor));
    Pointer[] handles = all.values().stream().map(Tensor::handle).toArray(Pointer[]::new);
    String[] names = all.keySet().toArray(String[]::new);
    mxnet.check(
        mxnet.functions().MXNDArraySave(file.toString(), names.length, handles, names),
        "MXNDArraySave",
        file);
  }

  /** The tensors that gradients change. */
  Map<String, Tensor> learned() {
    return learned;
  }

  /** A tensor of either kind. */
  Tensor get(String name) {
    Tensor tensor = learned.containsKey(name) ? learned.get(name) : auxiliary.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no parameter " + name + "; there are " + learned.keySet() + " " + auxiliary.keySet());
    }
    return tensor;
  }

  /** How many numbers there are in all. */
  int size() {
    return learned.values().stream().mapToInt(Tensor::size).sum()
        + auxiliary.values().stream().mapToInt(Tensor::size).sum();
  }

  @Override
  public void close() {
    learned.values().forEach(Tensor::close);
    auxiliary.values().forEach(Tensor::close);
  }

  private static float[] initial(String name, int[] shape, Random random) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    if (name.endsWith("_gamma") || name.endsWith("_var")) {
      Arrays.fill(values, 1);
    } else if (name.endsWith("_weight")) {
      double deviation = StrictMath.sqrt(2.0 * shape[0] / size);
      for (int i = 0; i < size; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }
}
