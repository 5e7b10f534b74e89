package dev.weft.backend.mxnet.bind;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.Buffer;

/**
 * Functions of libmxnet that 1.9 and 2.0 have alike; see {@code include/mxnet/c_api.h} of Apache
 * MXNet. Functions that return {@code int} return 0, or −1 with a text in {@link #MXGetLastError()}
 * of the same thread. {@code size_t} is {@code long}: libmxnet exists for 64-bit platforms only.
 */
public interface LibMxnet extends Library {
  String MXGetLastError();

  int MXGetVersion(IntByReference out);

  int MXLibInfoFeatures(PointerByReference features, LongByReference size);

  int MXGetGPUCount(IntByReference out);

  int MXListAllOpNames(IntByReference size, PointerByReference names);

  int MXSymbolListAtomicSymbolCreators(IntByReference size, PointerByReference creators);

  int MXSymbolGetAtomicSymbolInfo(
      Pointer creator,
      PointerByReference name,
      PointerByReference description,
      IntByReference argumentCount,
      PointerByReference argumentNames,
      PointerByReference argumentTypes,
      PointerByReference argumentDescriptions,
      PointerByReference variableCountKey,
      PointerByReference returnType);

  int NNGetOpHandle(String name, PointerByReference out);

  int MXSymbolCreateAtomicSymbol(
      Pointer creator, int count, String[] keys, String[] values, PointerByReference out);

  int MXSymbolCompose(Pointer symbol, String name, int count, Pointer keys, Pointer arguments);

  int MXSymbolGetNumOutputs(Pointer symbol, IntByReference out);

  int MXSymbolCreateFromJSON(byte[] json, PointerByReference out);

  int MXSymbolFree(Pointer symbol);

  int NNSymbolListInputNames(
      Pointer symbol, int kind, IntByReference size, PointerByReference names);

  int MXSymbolGetInternals(Pointer symbol, PointerByReference out);

  int MXSymbolGetOutput(Pointer symbol, int index, PointerByReference out);

  int MXSymbolSetAttr(Pointer symbol, String key, String value);

  int MXSymbolListArguments(Pointer symbol, IntByReference size, PointerByReference names);

  int MXSymbolListAuxiliaryStates(Pointer symbol, IntByReference size, PointerByReference names);

  int MXSymbolListOutputs(Pointer symbol, IntByReference size, PointerByReference names);

  int MXSymbolInferTypePartial(
      Pointer symbol,
      int argumentCount,
      String[] keys,
      int[] types,
      IntByReference inSize,
      PointerByReference inTypes,
      IntByReference outSize,
      PointerByReference outTypes,
      IntByReference auxSize,
      PointerByReference auxTypes,
      IntByReference complete);

  int MXGenBackendSubgraph(Pointer symbol, String backend, PointerByReference out);

  int MXNDArrayFree(Pointer array);

  int MXNDArrayGetData(Pointer array, PointerByReference data);

  int MXNDArraySyncCopyFromCPU(Pointer array, Buffer data, long elementCount);

  int MXNDArraySyncCopyToCPU(Pointer array, Buffer data, long elementCount);

  int MXFreeCachedOp(Pointer op);
}
