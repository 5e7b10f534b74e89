package dev.weft.nativesupport.predict;

import dev.weft.DataType;
import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outputs of a plan in the native memory of one context. For one thread at a time. */
public interface StagedOutputs {
  /** {@return how many there are} */
  int outputCount();

  /**
   * {@return the type of the elements of an output}
   *
   * @param index which
   */
  DataType outputType(int index);

  /**
   * {@return the shape of an output}
   *
   * @param index which
   */
  Shape outputShape(int index);

  /**
   * {@return where an output is after a run}
   *
   * @param index which
   */
  TensorStage output(int index);

  /**
   * Checks the tensors that a call wants outputs in, before it runs.
   *
   * @param call the call
   * @param signature the model's, for names
   * @throws IllegalArgumentException if one of them has another shape than the output
   */
  default void requireFit(Call call, ModelSignature signature) {
    for (int i = 0; i < call.outputs().size(); i++) {
      Optional<Tensor> output = call.outputs().get(i);
      if (output.isPresent() && !output.get().shape().equals(outputShape(i))) {
        throw new IllegalArgumentException(
            "output '"
                + signature.outputs().get(i).name()
                + "' has the shape "
                + output.get().shape()
                + ", but with these inputs the model gives "
                + outputShape(i));
      }
    }
  }

  /**
   * Hands the outputs of a run over.
   *
   * @param call the call
   * @return new tensors, if the call wants them; else none, and those of the call are filled
   */
  default List<Tensor> deliver(Call call) {
    if (!call.wantsNewTensors()) {
      for (int i = 0; i < outputCount(); i++) {
        Optional<Tensor> wanted = call.outputs().get(i);
        if (wanted.isPresent()) {
          output(i).read(wanted.get());
        }
      }
      return List.of();
    }
    List<Tensor> results = new ArrayList<>(outputCount());
    for (int i = 0; i < outputCount(); i++) {
      Tensor result = Tensor.zeros(outputType(i), outputShape(i));
      output(i).read(result);
      results.add(result);
    }
    return results;
  }
}
