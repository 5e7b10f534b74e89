package dev.weft.backend.cudnn.handle;

import org.bytedeco.javacpp.Pointer;

/** A place in memory of a device, or pinned memory of the host, as native functions want it. */
final class Address extends Pointer {
  Address(long address) {
    this.address = address;
  }
}
