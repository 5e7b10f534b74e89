package dev.weft.backend.mxnet.handle;

import com.sun.jna.Native;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shapes of a graph's parameters, which libmxnet infers from those of its inputs. */
public final class InferredShapes {
  private InferredShapes() {}

  /** Shapes by name. */
  public record OfVariables(Map<String, Shape> arguments, Map<String, Shape> auxiliaryStates) {}

  public static OfVariables of(Mxnet mxnet, byte[] json, Map<String, long[]> inputs) {
    try (Symbol symbol = Symbol.fromJson(mxnet, "saved graph", json)) {
      symbol.forgetShapes(inputs.keySet());
      long[] offsets = new long[inputs.size() + 1];
      List<Long> dimensions = new ArrayList<>();
      int index = 0;
      for (long[] shape : inputs.values()) {
        Arrays.stream(shape).forEach(dimensions::add);
        offsets[++index] = dimensions.size();
      }
      Dialect.ShapeResults results = new Dialect.ShapeResults();
      return symbol.held(
          address -> {
            mxnet.check(
                mxnet
                    .dialect()
                    .inferShape(
                        address,
                        false,
                        inputs.keySet().toArray(String[]::new),
                        offsets,
                        dimensions.stream().mapToLong(Long::longValue).toArray(),
                        results),
                "MXSymbolInferShape",
                "inferring the shapes of parameters");
            return new OfVariables(
                named(symbol.arguments(), results.inSize, results.inRanks, results.inShapes),
                named(
                    symbol.auxiliaryStates(),
                    results.auxSize,
                    results.auxRanks,
                    results.auxShapes));
          });
    }
  }

  private static Map<String, Shape> named(
      List<String> names, LongByReference size, PointerByReference ranks, PointerByReference data) {
    if (names.size() != size.getValue()) {
      throw new IllegalStateException(
          "libmxnet gave " + size.getValue() + " shapes, expected " + names.size());
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int rank = ranks.getValue().getInt(4L * i);
      long[] dimensions =
          rank == 0
              ? new long[0]
              : data.getValue().getPointer((long) Native.POINTER_SIZE * i).getLongArray(0, rank);
      shapes.put(names.get(i), Shape.of(dimensions));
    }
    return shapes;
  }
}
