package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.backend.mxnet.ShapeInference.CallShapes;
import dev.weft.backend.mxnet.handle.CachedOp;
import dev.weft.backend.mxnet.handle.NdArray;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.Call;
import dev.weft.nativesupport.predict.TensorMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The native arrays of a call's inputs and outputs, for one combination of shapes. Used by one
 * thread at a time.
 */
final class CallArrays implements AutoCloseable {
  private final CallShapes shapes;
  private final List<TensorSpec> inputSpecs;
  private final List<TensorSpec> outputSpecs;
  private final List<NdArray> inputs;
  private final List<NdArray> outputs;
  private final BitSet zero;
  private final Rollback owned;

  private CallArrays(
      MxnetModel model,
      CallShapes shapes,
      List<NdArray> inputs,
      List<NdArray> outputs,
      Rollback owned) {
    this.shapes = shapes;
    this.inputSpecs = model.signature().inputs();
    this.outputSpecs = model.signature().outputs();
    this.inputs = inputs;
    this.outputs = outputs;
    this.zero = new BitSet(inputs.size());
    this.owned = owned;
  }

  static CallArrays allocate(MxnetModel model, CallShapes shapes) {
    Rollback owned = new Rollback();
    boolean complete = false;
    try {
      List<NdArray> inputs =
          allocate(model, "input ", model.signature().inputs(), shapes.inputs(), owned);
      List<NdArray> outputs =
          allocate(model, "output ", model.signature().outputs(), shapes.outputs(), owned);
      complete = true;
      return new CallArrays(model, shapes, inputs, outputs, owned);
    } finally {
      if (!complete) {
        owned.close();
      }
    }
  }

  CallShapes shapes() {
    return shapes;
  }

  /** Puts every array into its place of an operator. */
  void putInto(CachedOp op, List<String> places) {
    for (int i = 0; i < inputs.size(); i++) {
      String name = inputSpecs.get(i).name();
      for (int place = 0; place < places.size(); place++) {
        if (places.get(place).equals(name)) {
          op.putInput(place, inputs.get(i));
        }
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      op.putOutput(i, outputs.get(i));
    }
  }

  /** Copies a call's inputs in; those left out become zero. */
  void write(List<Optional<Tensor>> given) {
    for (int i = 0; i < inputs.size(); i++) {
      NdArray array = inputs.get(i);
      Optional<Tensor> tensor = given.get(i);
      if (tensor.isPresent()) {
        array.copyFrom(TensorMemory.readable(tensor.get()));
        zero.clear(i);
      } else if (!zero.get(i)) {
        array.copyFrom(Tensor.zeros(array.dataType(), array.shape()).buffer());
        zero.set(i);
      }
    }
  }

  /** Waits for a call's results and copies them out. */
  List<Tensor> read(Call call) {
    List<Tensor> results = new ArrayList<>(outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      NdArray array = outputs.get(i);
      if (call.wantsNewTensors()) {
        Tensor result = Tensor.zeros(outputSpecs.get(i).dataType(), array.shape());
        array.copyTo(result.buffer());
        results.add(result);
      } else {
        call.outputs().get(i).ifPresent(tensor -> TensorMemory.write(tensor, array::copyTo));
      }
    }
    return results;
  }

  @Override
  public void close() {
    owned.close();
  }

  private static List<NdArray> allocate(
      MxnetModel model, String kind, List<TensorSpec> specs, List<Shape> shapes, Rollback owned) {
    List<NdArray> arrays = new ArrayList<>(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      arrays.add(
          owned.add(
              NdArray.allocate(
                  model.runtime().mxnet(),
                  kind + "'" + spec.name() + "' of " + model.name(),
                  spec.dataType(),
                  shapes.get(i),
                  model.device())));
    }
    return arrays;
  }
}
