package dev.weft.graph.read;

import dev.weft.format.ParameterArray;
import dev.weft.graph.Constant;
import dev.weft.graph.ValueType;
import java.nio.ByteBuffer;

/**
 * A parameter, in a file that is open while it is read.
 *
 * @param name its name
 * @param array its data
 */
record FileConstant(String name, ParameterArray array) implements Constant {
  @Override
  public ValueType type() {
    return new ValueType(array.dataType(), array.shape());
  }

  @Override
  public void read(ByteBuffer target) {
    int end = target.limit();
    target.limit(target.position() + Math.toIntExact(array.byteSize()));
    array.read(0, target);
    target.limit(end);
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    array.read(offset, target);
  }
}
