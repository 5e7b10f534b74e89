package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.DeviceMemory;

/**
 * Where the regions of a plan are on the device, for one context. Immutable; valid as long as arena
 * and plan are.
 */
public final class Places {
  private final DeviceMemory arena;
  private final DeviceMemory fault;

  Places(DeviceMemory arena, DeviceMemory fault) {
    this.arena = arena;
    this.fault = fault;
  }

  /**
   * {@return where a region begins}
   *
   * @param region the region
   */
  public long of(Region region) {
    return region.buffer().block(arena).address() + region.buffer().offset();
  }

  /** {@return where kernels leave a mark if they fail} */
  public long fault() {
    return fault.address();
  }
}
