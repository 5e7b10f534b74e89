package dev.weft.backend.mxnet.handle;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.backend.mxnet.bind.LibMxnet;
import dev.weft.backend.mxnet.bind.LibMxnet1;
import dev.weft.backend.mxnet.bind.LibMxnet2;
import java.nio.Buffer;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;

/**
 * A libmxnet of mocks, in both dialects: whatever it makes gets an address of its own, and every
 * call succeeds until told otherwise.
 */
public final class FakeLibrary {
  public static final Pointer SYMBOL = new Pointer(0x5000);
  public static final Pointer OPERATOR = new Pointer(0x6000);
  private static final long FIRST_ARRAY = 0x1000;

  public final LibMxnet lib = mock(LibMxnet.class);
  public final LibMxnet1 first = mock(LibMxnet1.class);
  public final LibMxnet2 second = mock(LibMxnet2.class);
  private long arrays;

  public FakeLibrary() {
    Answer<Integer> makesArray = call -> makes(call, 6, new Pointer(FIRST_ARRAY + arrays++));
    lenient()
        .when(
            first.MXNDArrayCreateEx64(
                any(), anyInt(), anyInt(), anyInt(), anyInt(), anyInt(), any()))
        .thenAnswer(makesArray);
    lenient()
        .when(
            second.MXNDArrayCreate64(
                any(), anyInt(), anyInt(), anyInt(), anyInt(), anyInt(), any()))
        .thenAnswer(makesArray);
    lenient()
        .when(first.MXCreateCachedOpEX(any(), anyInt(), any(), any(), any(), anyInt()))
        .thenAnswer(call -> makes(call, 4, OPERATOR));
    lenient()
        .when(second.MXCreateCachedOp(any(), anyInt(), any(), any(), any(), anyInt()))
        .thenAnswer(call -> makes(call, 4, OPERATOR));
    lenient()
        .when(lib.MXSymbolCreateFromJSON(any(), any()))
        .thenAnswer(call -> makes(call, 1, SYMBOL));
    lenient().when(lib.MXGetLastError()).thenReturn("well, no");
    lenient().when(lib.MXNDArraySyncCopyToCPU(any(), any(Buffer.class), anyLong())).thenReturn(0);
  }

  /** The library with the interface of 1.9. */
  public Mxnet ofVersion1() {
    return new Mxnet(lib, new Dialect.V1(first), "libmxnet.so");
  }

  /** The library with the interface of 2.0. */
  public Mxnet ofVersion2() {
    return new Mxnet(lib, new Dialect.V2(second), "libmxnet.so");
  }

  /** The address of an array, in the order in which they were made. */
  public static Pointer array(int index) {
    return new Pointer(FIRST_ARRAY + index);
  }

  private static int makes(InvocationOnMock call, int out, Pointer address) {
    call.<PointerByReference>getArgument(out).setValue(address);
    return 0;
  }
}
