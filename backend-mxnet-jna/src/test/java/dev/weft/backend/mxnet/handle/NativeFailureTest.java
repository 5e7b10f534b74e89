package dev.weft.backend.mxnet.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.Device;
import dev.weft.Shape;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every native status is looked at, and what was made before a failure is freed, once. */
class NativeFailureTest {
  private static final Device CPU = Device.cpu();

  private final FakeLibrary fake = new FakeLibrary();
  private final Mxnet mxnet = fake.ofVersion2();

  @Test
  void callThatCannotBegin() {
    CachedOp op = operator(Map.of());
    doReturn(-1)
        .when(fake.second)
        .MXInvokeCachedOp(any(), anyInt(), any(), anyInt(), anyInt(), any(), any(), any());
    when(fake.lib.MXGetLastError()).thenReturn("shape mismatch\nStack trace:\n  [bt] (0)");
    BackendException failure = fails("MXInvokeCachedOp", -1, op::invoke);
    assertEquals("shape mismatch", failure.nativeText());
    assertEquals(
        "running model: MXInvokeCachedOp returned -1: shape mismatch", failure.getMessage());
    op.close();
    op.close();
    verify(fake.lib, times(1)).MXFreeCachedOp(FakeLibrary.OPERATOR);
  }

  @Test
  void computationThatFailsLater() {
    NdArray array = array("output 'scores' of model");
    doReturn(-1).when(fake.lib).MXNDArraySyncCopyToCPU(any(), any(Buffer.class), anyLong());
    BackendException failure =
        fails("MXNDArraySyncCopyToCPU", -1, () -> array.copyTo(FloatBuffer.allocate(6)));
    assertEquals("well, no", failure.nativeText());
    assertTrue(failure.getMessage().contains("scores"), failure::getMessage);
    doReturn(0).when(fake.lib).MXNDArraySyncCopyToCPU(any(), any(Buffer.class), anyLong());
    array.copyTo(FloatBuffer.allocate(6));
    array.close();
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(0));
  }

  @Test
  void operatorThatCannotBeMadeHoldsNoParameters() {
    NdArray parameter = array("parameter");
    doReturn(-1).when(fake.second).MXCreateCachedOp(any(), anyInt(), any(), any(), any(), anyInt());
    fails("MXCreateCachedOp", -1, () -> operator(Map.of(1, parameter)));
    verify(fake.lib, never()).MXFreeCachedOp(any());
    verify(fake.lib, never()).MXNDArrayFree(any());
    verify(fake.lib, times(1)).MXSymbolFree(FakeLibrary.SYMBOL);
    parameter.close();
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(0));
  }

  @Test
  void parametersOutliveTheirOwnerAsLongAsAnOperatorHoldsThem() {
    NdArray parameter = array("parameter");
    CachedOp op = operator(Map.of(1, parameter));
    parameter.close();
    verify(fake.lib, never()).MXNDArrayFree(any());
    op.invoke();
    op.close();
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(0));
    assertThrows(IllegalStateException.class, op::invoke);
    verify(fake.second, times(1))
        .MXInvokeCachedOp(any(), anyInt(), any(), anyInt(), anyInt(), any(), any(), any());
  }

  @Test
  void operatorThatCannotBeFreedStillLetsGoOfItsParameters() {
    NdArray parameter = array("parameter");
    CachedOp op = operator(Map.of(1, parameter));
    parameter.close();
    doReturn(-1).when(fake.lib).MXFreeCachedOp(any());
    fails("MXFreeCachedOp", -1, op::close);
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(0));
  }

  @Test
  void textIsNotNeeded() {
    when(fake.lib.MXGetLastError()).thenReturn(null);
    doReturn(3).when(fake.lib).MXSymbolCreateFromJSON(any(), any());
    BackendException failure =
        fails("MXSymbolCreateFromJSON", 3, () -> Symbol.fromJson(mxnet, "model", new byte[0]));
    assertEquals("no error text", failure.nativeText());
  }

  @Test
  void closedThingsAreNotTouched() {
    NdArray array = array("array");
    array.close();
    assertThrows(IllegalStateException.class, () -> array.copyFrom(FloatBuffer.allocate(6)));
    assertThrows(IllegalStateException.class, () -> array.copyTo(FloatBuffer.allocate(6)));
    verify(fake.lib, never()).MXNDArraySyncCopyFromCPU(any(), any(Buffer.class), anyLong());
    verify(fake.lib, never()).MXNDArraySyncCopyToCPU(any(), any(Buffer.class), anyLong());
  }

  private static BackendException fails(String function, int code, Executable call) {
    BackendException failure = assertThrows(BackendException.class, call);
    assertEquals(function, failure.function());
    assertEquals(code, failure.code());
    return failure;
  }

  private NdArray array(String name) {
    return NdArray.allocate(mxnet, name, DataType.FLOAT32, Shape.of(2, 3), CPU);
  }

  private CachedOp operator(Map<Integer, NdArray> parameters) {
    try (Symbol symbol = Symbol.fromJson(mxnet, "model", new byte[] {'{', '}'})) {
      return CachedOp.of(mxnet, symbol, "model", CPU, Map.of(), 2, 1, parameters);
    }
  }
}
