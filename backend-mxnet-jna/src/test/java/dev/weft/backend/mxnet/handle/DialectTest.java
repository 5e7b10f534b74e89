package dev.weft.backend.mxnet.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.AdditionalMatchers.aryEq;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.weft.DataType;
import dev.weft.Device;
import dev.weft.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The right functions of the right interface get the right arguments. */
class DialectTest {
  private static final Map<String, String> FLAGS =
      new LinkedHashMap<>(Map.of("static_alloc", "true"));

  private final FakeLibrary fake = new FakeLibrary();

  @Test
  void version2TakesTheFlagOfThreadSafety() {
    Mxnet mxnet = fake.ofVersion2();
    operator(mxnet, Device.cpu()).close();
    verify(fake.second)
        .MXCreateCachedOp(
            eq(FakeLibrary.SYMBOL),
            eq(1),
            aryEq(new String[] {"static_alloc"}),
            aryEq(new String[] {"true"}),
            any(),
            eq(1));
    verify(fake.lib).MXFreeCachedOp(FakeLibrary.OPERATOR);
    verifyNoInteractions(fake.first);
    assertEquals("MXCreateCachedOp", mxnet.cachedOpFunction());
  }

  @Test
  void version1TakesTheFlagOfThreadSafety() {
    Mxnet mxnet = fake.ofVersion1();
    operator(mxnet, Device.cpu()).close();
    verify(fake.first)
        .MXCreateCachedOpEX(
            eq(FakeLibrary.SYMBOL),
            eq(1),
            aryEq(new String[] {"static_alloc"}),
            aryEq(new String[] {"true"}),
            any(),
            eq(1));
    verifyNoInteractions(fake.second);
    assertEquals("MXCreateCachedOpEX", mxnet.cachedOpFunction());
  }

  @Test
  void version2IsToldTheDevice() {
    try (CachedOp op = operator(fake.ofVersion2(), Device.cpu())) {
      op.invoke();
    }
    verify(fake.second)
        .MXInvokeCachedOp(
            eq(FakeLibrary.OPERATOR), eq(2), any(), eq(1), eq(0), any(), any(), any());
    try (CachedOp op = operator(fake.ofVersion2(), Device.gpu(3))) {
      op.invoke();
    }
    verify(fake.second)
        .MXInvokeCachedOp(
            eq(FakeLibrary.OPERATOR), eq(2), any(), eq(2), eq(3), any(), any(), any());
  }

  @Test
  void version1IsNotToldTheDevice() {
    try (CachedOp op = operator(fake.ofVersion1(), Device.cpu())) {
      op.invoke();
    }
    verify(fake.first)
        .MXInvokeCachedOpEx(eq(FakeLibrary.OPERATOR), eq(2), any(), any(), any(), any());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void arraysAreMadeAlike(boolean second) {
    Mxnet mxnet = second ? fake.ofVersion2() : fake.ofVersion1();
    Device device = Device.gpu(1);
    NdArray.allocate(mxnet, "array", DataType.FLOAT16, Shape.of(2, 3), device).close();
    if (second) {
      verify(fake.second)
          .MXNDArrayCreate64(aryEq(new long[] {2, 3}), eq(2), eq(2), eq(1), eq(0), eq(2), any());
    } else {
      verify(fake.first)
          .MXNDArrayCreateEx64(aryEq(new long[] {2, 3}), eq(2), eq(2), eq(1), eq(0), eq(2), any());
    }
    verify(fake.lib).MXNDArrayFree(FakeLibrary.array(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shapesOfVersion2AreInferred(boolean partial) {
    Map<String, long[]> known = new LinkedHashMap<>();
    known.put("data", new long[] {1, 3});
    known.put("bias", new long[] {7});
    try (Symbol symbol = symbol(fake.ofVersion2())) {
      symbol.inferShapes(known, partial);
    }
    if (partial) {
      verify(fake.second)
          .MXSymbolInferShapePartial64(
              eq(FakeLibrary.SYMBOL),
              eq(2),
              aryEq(new String[] {"data", "bias"}),
              aryEq(new long[] {0, 2, 3}),
              aryEq(new long[] {1, 3, 7}),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any());
    } else {
      verify(fake.second)
          .MXSymbolInferShape64(
              eq(FakeLibrary.SYMBOL),
              anyInt(),
              aryEq(new String[] {"data", "bias"}),
              aryEq(new long[] {0, 2, 3}),
              aryEq(new long[] {1, 3, 7}),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any(),
              any());
    }
  }

  private static Symbol symbol(Mxnet mxnet) {
    return Symbol.fromJson(mxnet, "model", new byte[] {'{', '}'});
  }

  private static CachedOp operator(Mxnet mxnet, Device device) {
    try (Symbol symbol = symbol(mxnet)) {
      return CachedOp.of(mxnet, symbol, "model", device, FLAGS, 2, 1, Map.of());
    }
  }
}
