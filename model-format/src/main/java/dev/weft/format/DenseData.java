package dev.weft.format;

import java.nio.ByteBuffer;

/** Data stored as they are. */
record DenseData(ByteSource source, long position) implements ArrayData {
  @Override
  public ParameterArray.Storage storage() {
    return ParameterArray.Storage.DENSE;
  }

  @Override
  public void verify(String subject) {}

  @Override
  public void read(long offset, ByteBuffer target) {
    source.read(position + offset, target);
  }
}
