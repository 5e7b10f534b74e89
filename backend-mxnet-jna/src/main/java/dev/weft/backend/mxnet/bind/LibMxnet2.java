package dev.weft.backend.mxnet.bind;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * Functions of libmxnet 2.0 that 1.9 has under other names or with other parameters. {@code bool}
 * is {@code int}, 0 or 1.
 */
public interface LibMxnet2 extends Library {
  int MXNDArrayCreate64(
      long[] shape,
      int rank,
      int deviceType,
      int deviceId,
      int delayAlloc,
      int dataType,
      PointerByReference out);

  int MXSymbolInferShape64(
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

  int MXSymbolInferShapePartial64(
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

  int MXCreateCachedOp(
      Pointer symbol,
      int flagCount,
      String[] keys,
      String[] values,
      PointerByReference out,
      int threadSafe);

  int MXInvokeCachedOp(
      Pointer op,
      int inputCount,
      Pointer inputs,
      int defaultDeviceType,
      int defaultDeviceId,
      IntByReference outputCount,
      PointerByReference outputs,
      PointerByReference storageTypes);
}
