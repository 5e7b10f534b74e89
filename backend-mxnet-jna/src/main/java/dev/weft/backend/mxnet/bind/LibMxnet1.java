package dev.weft.backend.mxnet.bind;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * Functions of libmxnet 1.9 that 2.0 has under other names or with other parameters. {@code bool}
 * is {@code int}, 0 or 1.
 */
public interface LibMxnet1 extends Library {
  int MXNDArrayCreateEx64(
      long[] shape,
      int rank,
      int deviceType,
      int deviceId,
      int delayAlloc,
      int dataType,
      PointerByReference out);

  int MXSymbolInferShapeEx64(
      Pointer symbol,
      int argumentCount,
      String[] keys,
      long[] offsets,
      long[] dimensions,
      LongByReference inSize,
      PointerByReference inRanks,
      PointerByReference inShapes,
      LongByReference outSize,
      PointerByReference outRanks,
      PointerByReference outShapes,
      LongByReference auxSize,
      PointerByReference auxRanks,
      PointerByReference auxShapes,
      IntByReference complete);

  int MXSymbolInferShapePartialEx64(
      Pointer symbol,
      int argumentCount,
      String[] keys,
      long[] offsets,
      long[] dimensions,
      LongByReference inSize,
      PointerByReference inRanks,
      PointerByReference inShapes,
      LongByReference outSize,
      PointerByReference outRanks,
      PointerByReference outShapes,
      LongByReference auxSize,
      PointerByReference auxRanks,
      PointerByReference auxShapes,
      IntByReference complete);

  int MXCreateCachedOpEX(
      Pointer symbol,
      int flagCount,
      String[] keys,
      String[] values,
      PointerByReference out,
      int threadSafe);

  int MXInvokeCachedOpEx(
      Pointer op,
      int inputCount,
      Pointer inputs,
      IntByReference outputCount,
      PointerByReference outputs,
      PointerByReference storageTypes);
}
