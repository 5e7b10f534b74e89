package dev.weft.backend.mxnet;

import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.backend.mxnet.ShapeInference.CallShapes;
import dev.weft.backend.mxnet.handle.CachedOp;
import dev.weft.backend.mxnet.handle.NdArray;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import dev.weft.nativesupport.predict.Call;
import dev.weft.nativesupport.predict.ExecutionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thread-safe CachedOp over the model's shared parameters, with activations of its own and the
 * arrays of the last shapes used.
 *
 * <p>Several operators over the same parameters, rather than one for all threads: inside one
 * operator calls wait for each other.
 */
final class MxnetContext implements ExecutionContext {
  private static final String GRAPH = "graph";

  private final MxnetModel model;
  private final ModelSignature signature;
  private final CachedOp op;
  private final List<String> places;
  private final @Nullable StepListener listener;
  private @Nullable CallArrays arrays;
  private boolean reusable = true;

  private MxnetContext(
      MxnetModel model, CachedOp op, List<String> places, @Nullable StepListener listener) {
    this.model = model;
    this.signature = model.signature();
    this.op = op;
    this.places = places;
    this.listener = listener;
  }

  static MxnetContext of(MxnetModel model, @Nullable StepListener listener) {
    List<String> places = model.places();
    Map<Integer, NdArray> parameters = new LinkedHashMap<>();
    List<Integer> data = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      NdArray parameter = model.parameters().get(places.get(place));
      if (parameter == null) {
        data.add(place);
      } else {
        parameters.put(place, parameter);
      }
    }
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("data_indices", data.toString());
    flags.put("param_indices", parameters.keySet().toString());
    flags.put("static_alloc", "true");
    flags.put("static_shape", "true");
    CachedOp op =
        CachedOp.of(
            model.runtime().mxnet(),
            model.executable(),
            model.name(),
            model.device(),
            flags,
            places.size(),
            model.signature().outputs().size(),
            parameters);
    return new MxnetContext(model, op, places, listener);
  }

  @Override
  public List<Tensor> run(Call call) {
    CallShapes shapes =
        model.shapes().of(call.inputs().stream().map(input -> input.map(Tensor::shape)).toList());
    requireFit(call.outputs(), shapes.outputs());
    StepListener told = listener;
    return told == null
        ? model.rules().inTurn(() -> NativeThreads.call(() -> compute(call, shapes)))
        : run(call, shapes, told);
  }

  /** Tells of the whole graph as one step: libmxnet does not tell of its operators. */
  private List<Tensor> run(Call call, CallShapes shapes, StepListener told) {
    long[] startNanos = new long[1];
    List<Tensor> results =
        model
            .rules()
            .inTurn(
                () -> {
                  startNanos[0] = System.nanoTime();
                  return NativeThreads.call(() -> compute(call, shapes));
                });
    long endNanos = System.nanoTime();
    told.stepRan(new StepRun(0, model.name(), GRAPH, GRAPH, startNanos[0], endNanos));
    return results;
  }

  @Override
  public boolean reusable() {
    return reusable;
  }

  @Override
  public void close() {
    NativeThreads.run(
        () -> {
          op.close();
          if (arrays != null) {
            arrays.close();
          }
        });
  }

  private List<Tensor> compute(Call call, CallShapes shapes) {
    boolean done = false;
    try {
      CallArrays ready = arraysFor(shapes);
      ready.write(call.inputs());
      op.invoke();
      List<Tensor> results = ready.read(call);
      model.runtime().hasComputed();
      done = true;
      return results;
    } finally {
      reusable = done;
    }
  }

  private CallArrays arraysFor(CallShapes shapes) {
    CallArrays present = arrays;
    boolean kept = model.rules().keepsArrays();
    if (kept && present != null && present.shapes().equals(shapes)) {
      return present;
    }
    CallArrays fresh = CallArrays.allocate(model, shapes);
    fresh.putInto(op, places);
    arrays = fresh;
    if (present != null) {
      present.close();
    }
    return fresh;
  }

  private void requireFit(List<Optional<Tensor>> outputs, List<Shape> shapes) {
    for (int i = 0; i < outputs.size(); i++) {
      TensorSpec spec = signature.outputs().get(i);
      Shape expected = shapes.get(i);
      outputs
          .get(i)
          .filter(tensor -> !tensor.shape().equals(expected))
          .ifPresent(
              tensor -> {
                throw new IllegalArgumentException(
                    "output '"
                        + spec.name()
                        + "' has the shape "
                        + tensor.shape()
                        + ", but with these inputs the model gives "
                        + expected);
              });
    }
  }
}
