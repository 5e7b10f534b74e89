package dev.weft.backend.mxnet.handle;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.Device;
import dev.weft.backend.mxnet.bind.LibMxnet1;
import dev.weft.backend.mxnet.bind.LibMxnet2;

/**
 * The functions whose names or parameters differ between libmxnet 1.9 and 2.0. Each returns the
 * native status.
 */
interface Dialect {
  /**
   * Returns the name by which the library exports the function that creates a thread-safe CachedOp.
   */
  String createCachedOpFunction();

  int createArray(long[] shape, Device device, int dataType, PointerByReference out);

  int createCachedOp(Pointer symbol, String[] keys, String[] values, PointerByReference out);

  int invokeCachedOp(
      Pointer op,
      int inputCount,
      Pointer inputs,
      Device device,
      IntByReference outputCount,
      PointerByReference outputs,
      PointerByReference storageTypes);

  /** Infers shapes; {@code partial} leaves open what does not follow. */
  int inferShape(
      Pointer symbol,
      boolean partial,
      String[] keys,
      long[] offsets,
      long[] dimensions,
      ShapeResults results);

  /** What shape inference fills in. */
  final class ShapeResults {
    final LongByReference inSize = new LongByReference();
    final PointerByReference inRanks = new PointerByReference();
    final PointerByReference inShapes = new PointerByReference();
    final LongByReference outSize = new LongByReference();
    final PointerByReference outRanks = new PointerByReference();
    final PointerByReference outShapes = new PointerByReference();
    final LongByReference auxSize = new LongByReference();
    final PointerByReference auxRanks = new PointerByReference();
    final PointerByReference auxShapes = new PointerByReference();
    final IntByReference complete = new IntByReference();
  }

  private static int deviceType(Device device) {
    return device.kind() == Device.Kind.CPU ? 1 : 2;
  }

  /** libmxnet 1.9. */
  record V1(LibMxnet1 lib) implements Dialect {
    @Override
    public String createCachedOpFunction() {
      return "MXCreateCachedOpEX";
    }

    @Override
    public int createArray(long[] shape, Device device, int dataType, PointerByReference out) {
      return lib.MXNDArrayCreateEx64(
          shape, shape.length, deviceType(device), device.index(), 0, dataType, out);
    }

    @Override
    public int createCachedOp(
        Pointer symbol, String[] keys, String[] values, PointerByReference out) {
      return lib.MXCreateCachedOpEX(symbol, keys.length, keys, values, out, 1);
    }

    @Override
    public int invokeCachedOp(
        Pointer op,
        int inputCount,
        Pointer inputs,
        Device device,
        IntByReference outputCount,
        PointerByReference outputs,
        PointerByReference storageTypes) {
      return lib.MXInvokeCachedOpEx(op, inputCount, inputs, outputCount, outputs, storageTypes);
    }

    @Override
    public int inferShape(
        Pointer symbol,
        boolean partial,
        String[] keys,
        long[] offsets,
        long[] dimensions,
        ShapeResults r) {
      return partial
          ? lib.MXSymbolInferShapePartialEx64(
              symbol,
              keys.length,
              keys,
              offsets,
              dimensions,
              r.inSize,
              r.inRanks,
              r.inShapes,
              r.outSize,
              r.outRanks,
              r.outShapes,
              r.auxSize,
              r.auxRanks,
              r.auxShapes,
              r.complete)
          : lib.MXSymbolInferShapeEx64(
              symbol,
              keys.length,
              keys,
              offsets,
              dimensions,
              r.inSize,
              r.inRanks,
              r.inShapes,
              r.outSize,
              r.outRanks,
              r.outShapes,
              r.auxSize,
              r.auxRanks,
              r.auxShapes,
              r.complete);
    }
  }

  /** libmxnet 2.0. */
  record V2(LibMxnet2 lib) implements Dialect {
    @Override
    public String createCachedOpFunction() {
      return "MXCreateCachedOp";
    }

    @Override
    public int createArray(long[] shape, Device device, int dataType, PointerByReference out) {
      return lib.MXNDArrayCreate64(
          shape, shape.length, deviceType(device), device.index(), 0, dataType, out);
    }

    @Override
    public int createCachedOp(
        Pointer symbol, String[] keys, String[] values, PointerByReference out) {
      return lib.MXCreateCachedOp(symbol, keys.length, keys, values, out, 1);
    }

    @Override
    public int invokeCachedOp(
        Pointer op,
        int inputCount,
        Pointer inputs,
        Device device,
        IntByReference outputCount,
        PointerByReference outputs,
        PointerByReference storageTypes) {
      return lib.MXInvokeCachedOp(
          op,
          inputCount,
          inputs,
          deviceType(device),
          device.index(),
          outputCount,
          outputs,
          storageTypes);
    }

    @Override
    public int inferShape(
        Pointer symbol,
        boolean partial,
        String[] keys,
        long[] offsets,
        long[] dimensions,
        ShapeResults r) {
      return partial
          ? lib.MXSymbolInferShapePartial64(
              symbol,
              keys.length,
              keys,
              offsets,
              dimensions,
              r.inSize,
              r.inRanks,
              r.inShapes,
              r.outSize,
              r.outRanks,
              r.outShapes,
              r.auxSize,
              r.auxRanks,
              r.auxShapes,
              r.complete)
          : lib.MXSymbolInferShape64(
              symbol,
              keys.length,
              keys,
              offsets,
              dimensions,
              r.inSize,
              r.inRanks,
              r.inShapes,
              r.outSize,
              r.outRanks,
              r.outShapes,
              r.auxSize,
              r.auxRanks,
              r.auxShapes,
              r.complete);
    }
  }
}
