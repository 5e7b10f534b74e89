package dev.weft.backend.mxnet.handle;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.Device;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.util.List;
import java.util.Map;

/**
 * A thread-safe CachedOp with its parameters bound: the places of the parameters are filled once,
 * those of a call's inputs at each call. One thread at a time may use it, since it owns one set of
 * activations; many of them may share parameters.
 */
public final class CachedOp implements AutoCloseable {
  private final Mxnet mxnet;
  private final Pointer address;
  private final String name;
  private final Device device;
  private final Memory inputs;
  private final int inputCount;
  private final Memory outputs;
  private final IntByReference outputCount;
  private final PointerByReference outputsReference;
  private final PointerByReference storageTypes = new PointerByReference();
  private final NativeHandle handle;

  private CachedOp(
      Mxnet mxnet,
      Pointer address,
      String name,
      Device device,
      int inputCount,
      int outputCount,
      List<NdArray> parameters) {
    this.mxnet = mxnet;
    this.address = address;
    this.name = name;
    this.device = device;
    this.inputCount = inputCount;
    this.inputs = new Memory(Math.max(1L, inputCount) * Native.POINTER_SIZE);
    this.inputs.clear();
    this.outputs = new Memory(Math.max(1L, outputCount) * Native.POINTER_SIZE);
    this.outputs.clear();
    this.outputCount = new IntByReference(outputCount);
    this.outputsReference = new PointerByReference(outputs);
    this.handle =
        new NativeHandle(
            "operator of " + name,
            () -> {
              mxnet.queueing().lock();
              try {
                mxnet.check(
                    mxnet.lib().MXFreeCachedOp(address),
                    "MXFreeCachedOp",
                    "freeing the operator of " + name);
              } finally {
                mxnet.queueing().unlock();
                inputs.close();
                outputs.close();
                parameters.forEach(NdArray::drop);
              }
            });
  }

  /**
   * Makes an operator, which holds the parameters until it is closed.
   *
   * @param mxnet the library
   * @param symbol the graph
   * @param name the model's name, for messages
   * @param device where it runs
   * @param flags libmxnet's settings of a CachedOp
   * @param inputCount how many inputs the graph has, parameters among them
   * @param outputCount how many outputs the graph has
   * @param parameters the parameters by their place among the inputs
   * @return the operator; the caller closes it
   */
  public static CachedOp of(
      Mxnet mxnet,
      Symbol symbol,
      String name,
      Device device,
      Map<String, String> flags,
      int inputCount,
      int outputCount,
      Map<Integer, NdArray> parameters) {
    PointerByReference out = new PointerByReference();
    String[] keys = flags.keySet().toArray(String[]::new);
    String[] values = flags.values().toArray(String[]::new);
    symbol.held(
        graph -> {
          mxnet.check(
              mxnet.dialect().createCachedOp(graph, keys, values, out),
              mxnet.cachedOpFunction(),
              "making an operator of " + name);
          return out;
        });
    List<NdArray> held = List.copyOf(parameters.values());
    held.forEach(NdArray::hold);
    CachedOp op = new CachedOp(mxnet, out.getValue(), name, device, inputCount, outputCount, held);
    parameters.forEach((place, array) -> op.putInput(place, array));
    return op;
  }

  /**
   * Puts the array of an input in its place, where every following call reads it.
   *
   * @param place its place among the inputs
   * @param array the array; the caller keeps it open until another one takes the place, or this is
   *     closed
   */
  public void putInput(int place, NdArray array) {
    inputs.setPointer((long) place * Native.POINTER_SIZE, array.heldAddress());
  }

  /**
   * Puts the array of an output in its place, where every following call writes it.
   *
   * @param place its place among the outputs
   * @param array an array of the output's shape; the caller keeps it open until another one takes
   *     the place, or this is closed
   */
  public void putOutput(int place, NdArray array) {
    outputs.setPointer((long) place * Native.POINTER_SIZE, array.heldAddress());
  }

  /** Starts the computation; every place must be filled. Reading an output waits for it. */
  public void invoke() {
    handle.acquire();
    mxnet.queueing().lock();
    try {
      mxnet.check(
          mxnet
              .dialect()
              .invokeCachedOp(
                  address, inputCount, inputs, device, outputCount, outputsReference, storageTypes),
          "MXInvokeCachedOp",
          "running " + name);
    } finally {
      mxnet.queueing().unlock();
      handle.release();
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
