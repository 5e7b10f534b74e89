package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.RecurrentNetwork;
import dev.weft.backend.cudnn.handle.RecurrentNetwork.Operands;
import dev.weft.backend.cudnn.handle.RecurrentShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the simulated device checks of recurrent layers. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedRecurrentIT {
  private static final RecurrentShape SHAPE =
      new RecurrentShape(RecurrentShape.Cell.LSTM, false, 5, 6, 4, 2, 2, 3, 2);

  /** Where operands may be: each place alone is right. */
  private static final class Setup implements AutoCloseable {
    final DeviceFixture device = new DeviceFixture();
    final RecurrentNetwork network = new RecurrentNetwork(device.queue(), SHAPE);

    long floats(long count) {
      return device.memory(count * Float.BYTES).address();
    }

    Operands right() {
      return new Operands(
          floats(3 * 2 * 5),
          device.memory(network.weightBytes()).address(),
          floats(4 * 2 * 4),
          floats(4 * 2 * 6),
          floats(3 * 2 * 2 * 4),
          floats(4 * 2 * 4),
          floats(4 * 2 * 6),
          device.memory(network.workspaceBytes()).address());
    }

    void refuses(Operands operands, String violation) {
      assertThrows(BackendException.class, () -> network.enqueue(device.queue(), operands, "test"));
      DeviceFixture.assertViolation(violation);
    }

    @Override
    public void close() {
      network.close();
      device.close();
    }
  }

  @Test
  void operandsLieApartAndInMemory() {
    try (Setup setup = new Setup()) {
      Operands o = setup.right();
      setup.network.enqueue(setup.device.queue(), o, "test");
      setup.device.queue().await("test");
      long small = setup.device.memory(setup.network.workspaceBytes() - 1).address();
      setup.refuses(with(o, o.result(), o.lastCell(), small), "the work space");
      setup.refuses(with(o, o.weights(), o.lastCell(), o.workspace()), "weights overlap");
      setup.refuses(with(o, o.result(), o.cell(), o.workspace()), "cell states overlap");
      setup.refuses(with(o, o.workspace(), o.lastCell(), o.workspace()), "results overlap");
    }
  }

  private static Operands with(Operands o, long result, long lastCell, long workspace) {
    return new Operands(
        o.source(), o.weights(), o.hidden(), o.cell(), result, o.lastHidden(), lastCell, workspace);
  }

  @Test
  void emptyDataAreRefused() {
    RecurrentShape empty = new RecurrentShape(RecurrentShape.Cell.GRU, false, 5, 6, 6, 1, 1, 0, 2);
    try (DeviceFixture device = new DeviceFixture()) {
      BackendException refusal =
          assertThrows(
              BackendException.class, () -> new RecurrentNetwork(device.queue(), empty).close());
      assertEquals("cudnnSetRNNDataDescriptor", refusal.function());
      assertTrue(refusal.getMessage().contains("0 steps"), refusal::getMessage);
    }
  }
}
