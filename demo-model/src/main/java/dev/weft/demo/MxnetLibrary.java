package dev.weft.demo;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libmxnet 1.9 that training needs, one to one. Every function but {@link
 * #MXGetLastError} returns 0 for success.
 */
interface MxnetLibrary extends Library {
  String MXGetLastError();

  int MXNDArrayCreateEx(
      int[] shape,
      int rank,
      int deviceType,
      int deviceId,
      int delay,
      int type,
      PointerByReference out);

  int MXNDArraySyncCopyFromCPU(Pointer array, float[] data, long size);

  int MXNDArraySyncCopyToCPU(Pointer array, float[] data, long size);

  int MXNDArrayGetShapeEx(Pointer array, IntByReference rank, PointerByReference shape);

  int MXNDArrayFree(Pointer array);

  int MXNDArraySave(String file, int count, Pointer[] arrays, String[] names);

  int MXNDArrayLoad(
      String file,
      IntByReference count,
      PointerByReference arrays,
      IntByReference nameCount,
      PointerByReference names);

  int NNGetOpHandle(String name, PointerByReference out);

  int MXSymbolCreateVariable(String name, PointerByReference out);

  int MXSymbolCreateAtomicSymbol(
      Pointer operator, int count, String[] keys, String[] values, PointerByReference out);

  int MXSymbolCompose(
      Pointer symbol, String name, int count, String @Nullable [] keys, Pointer[] inputs);

  int MXSymbolCreateFromFile(String file, PointerByReference out);

  int MXSymbolSaveToFile(Pointer symbol, String file);

  int MXSymbolFree(Pointer symbol);

  int NNSymbolListInputNames(
      Pointer symbol, int option, IntByReference count, PointerByReference names);

  int MXSymbolListArguments(Pointer symbol, IntByReference count, PointerByReference names);

  int MXSymbolListAuxiliaryStates(Pointer symbol, IntByReference count, PointerByReference names);

  int MXSymbolInferShapeEx(
      Pointer symbol,
      int count,
      String[] keys,
      int[] offsets,
      int[] dimensions,
      IntByReference inputCount,
      PointerByReference inputRanks,
      PointerByReference inputShapes,
      IntByReference outputCount,
      PointerByReference outputRanks,
      PointerByReference outputShapes,
      IntByReference auxiliaryCount,
      PointerByReference auxiliaryRanks,
      PointerByReference auxiliaryShapes,
      IntByReference complete);

  int MXCreateCachedOp(Pointer symbol, PointerByReference out);

  int MXFreeCachedOp(Pointer op);

  int MXInvokeCachedOp(
      Pointer op,
      int count,
      Pointer[] inputs,
      IntByReference outputCount,
      PointerByReference outputs);

  int MXImperativeInvoke(
      Pointer operator,
      int inputCount,
      Pointer[] inputs,
      IntByReference outputCount,
      PointerByReference outputs,
      int parameterCount,
      String[] keys,
      String[] values);

  int MXAutogradSetIsRecording(int recording, IntByReference previous);

  int MXAutogradSetIsTraining(int training, IntByReference previous);

  int MXAutogradMarkVariables(int count, Pointer[] variables, int[] requests, Pointer[] gradients);

  int MXAutogradBackward(
      int count, Pointer[] outputs, Pointer @Nullable [] outputGradients, int retainGraph);
}
