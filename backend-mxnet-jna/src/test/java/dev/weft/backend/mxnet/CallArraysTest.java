package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.sun.jna.ptr.PointerByReference;
import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.Device;
import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.backend.mxnet.ShapeInference.CallShapes;
import dev.weft.backend.mxnet.handle.FakeLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays of a call that cannot all be made are freed as far as they were. */
class CallArraysTest {
  private static final Shape SHAPE = Shape.of(1, 2);

  private final FakeLibrary fake = new FakeLibrary();

  @Test
  void failureHalfWayFreesWhatWasMade() {
    int[] made = {0};
    doAnswer(
            call -> {
              if (made[0] == 2) {
                return -1;
              }
              call.<PointerByReference>getArgument(6).setValue(FakeLibrary.array(made[0]++));
              return 0;
            })
        .when(fake.second)
        .MXNDArrayCreate64(any(), anyInt(), anyInt(), anyInt(), anyInt(), anyInt(), any());
    MxnetModel model = model();
    BackendException failure =
        assertThrows(
            BackendException.class,
            () ->
                CallArrays.allocate(model, new CallShapes(List.of(SHAPE, SHAPE), List.of(SHAPE))));
    assertEquals(
        "allocating output 'sum' of model FLOAT32 (1, 2) on cpu: MXNDArrayCreate returned -1:"
            + " well, no",
        failure.getMessage());
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(0));
    verify(fake.lib, times(1)).MXNDArrayFree(FakeLibrary.array(1));
    verify(fake.lib).MXGetLastError();
    verifyNoMoreInteractions(fake.lib);
  }

  private MxnetModel model() {
    MxnetRuntime runtime = mock(MxnetRuntime.class);
    when(runtime.mxnet()).thenReturn(fake.ofVersion2());
    MxnetModel model = mock(MxnetModel.class);
    when(model.runtime()).thenReturn(runtime);
    when(model.device()).thenReturn(Device.cpu());
    when(model.name()).thenReturn("model");
    when(model.signature())
        .thenReturn(new ModelSignature(List.of(spec("left"), spec("right")), List.of(spec("sum"))));
    return model;
  }

  private static TensorSpec spec(String name) {
    return new TensorSpec(name, DataType.FLOAT32, SHAPE, false);
  }
}
