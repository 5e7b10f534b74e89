package dev.weft.backend.mxnet;

import dev.weft.BackendException;
import dev.weft.Device;
import dev.weft.ModelFormatException;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.backend.mxnet.handle.NdArray;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.ArgumentRoles;
import dev.weft.format.ParameterArray;
import dev.weft.format.ParameterFile;
import dev.weft.format.SymbolFile;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From model files to a {@link MxnetModel}: the graph is read and checked in Java, given to
 * libmxnet, matched with the parameter file, and the parameters are copied into shared arrays. Runs
 * on a native thread.
 */
final class ModelLoading {
  private static final int PIECE_BYTES = 8 << 20;

  private final MxnetRuntime runtime;
  private final ModelSource source;
  private final MxnetOptions options;
  private final String name;

  private ModelLoading(MxnetRuntime runtime, ModelSource source, MxnetOptions options) {
    this.runtime = runtime;
    this.source = source;
    this.options = options;
    this.name = source.toString();
  }

  static MxnetModel load(MxnetRuntime runtime, ModelSource source, MxnetOptions options) {
    return new ModelLoading(runtime, source, options).load();
  }

  private MxnetModel load() {
    SymbolFile graph = SymbolFile.read(source.symbol());
    Arities arities = new Arities(runtime, name);
    GraphChecks checks = new GraphChecks(runtime, arities, name, graph);
    checks.requireKnownOperators();
    checks.requireSoundNodes();
    OperatorNames operators = new OperatorNames(graph, runtime::canonicalName);
    Rollback owned = new Rollback();
    boolean complete = false;
    try (ParameterFile file = ParameterFile.open(source.parameters())) {
      Symbol symbol = owned.add(symbol(graph, operators));
      Map<String, ParameterArray> stored = byName(file);
      List<String> arguments = symbol.arguments();
      ArgumentRoles roles = new ArgumentRoles(graph, node -> runtime.argumentsOf(node.operator()));
      List<String> inputs =
          roles.inputs(source, arguments, symbol.auxiliaryStates(), stored.keySet());
      symbol.forgetShapes(inputs);
      stored.keySet().retainAll(symbol.inputs());
      inputs.forEach(stored.keySet()::remove);
      ModelSignature signature =
          new SignatureInference(
                  source, new InputHints(graph, operators, stored), symbol, roles, stored)
              .signature(inputs);
      Symbol executable =
          options.rewrite().isPresent()
              ? owned.add(symbol.rewrittenFor(options.rewrite().get()))
              : symbol;
      Map<String, NdArray> parameters = parameters(stored, owned);
      GraphValues values = owned.add(new GraphValues(name, graph, symbol, arities));
      MxnetModel model =
          new MxnetModel(
              name,
              runtime,
              options.device(),
              executable,
              parameters,
              signature,
              new ShapeInference(
                  symbol,
                  values,
                  new ShapeCheck(graph, operators, values),
                  roles::labelValue,
                  signature,
                  arguments,
                  shapes(stored)),
              new CallRules(graph, operators, inputs),
              owned);
      complete = true;
      return model;
    } finally {
      if (!complete) {
        owned.close();
      }
    }
  }

  private Symbol symbol(SymbolFile graph, OperatorNames operators) {
    ByteBuffer json = BlockedSoftmax.avoidedIn(graph, operators);
    byte[] bytes = new byte[json.remaining()];
    json.get(bytes);
    try {
      Symbol symbol = Symbol.fromJson(runtime.mxnet(), name, bytes);
      if (symbol.inputs().isEmpty()) {
        symbol.close();
        throw new ModelFormatException(
            source.symbol().name(), "the graph has no variable, so a call could give it nothing");
      }
      return symbol;
    } catch (BackendException e) {
      throw new ModelFormatException(
          source.symbol().name(), "libmxnet refuses the graph: " + e.nativeText(), e);
    }
  }

  private Map<String, ParameterArray> byName(ParameterFile file) {
    Map<String, ParameterArray> stored = new LinkedHashMap<>();
    for (ParameterArray array : file.arrays()) {
      if (stored.put(array.name(), array) != null) {
        throw new ModelFormatException(
            source.parameters().name(),
            "holds '"
                + array.name()
                + "' both as an argument and as an auxiliary state, expected one of them");
      }
    }
    return stored;
  }

  private Map<String, NdArray> parameters(Map<String, ParameterArray> stored, Rollback owned) {
    Map<String, NdArray> parameters = new LinkedHashMap<>();
    for (ParameterArray array : stored.values()) {
      NdArray parameter =
          owned.add(
              NdArray.allocate(
                  runtime.mxnet(),
                  "parameter '" + array.name() + "' of " + name,
                  array.dataType(),
                  array.shape(),
                  options.device()));
      if (options.device().kind() == Device.Kind.CPU) {
        parameter.fillInPlace(PIECE_BYTES, array::read);
      } else {
        parameter.copyFrom(whole(array).buffer());
      }
      parameters.put(array.name(), parameter);
    }
    return parameters;
  }

  private static Tensor whole(ParameterArray array) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(array.byteSize())).order(ByteOrder.nativeOrder());
    array.read(0, bytes);
    return Tensor.of(array.dataType(), bytes.flip(), array.shape().dimensions());
  }

  private static Map<String, long[]> shapes(Map<String, ParameterArray> stored) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    stored.forEach((parameter, array) -> shapes.put(parameter, array.shape().dimensions()));
    return shapes;
  }
}
