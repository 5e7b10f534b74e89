package dev.weft.graph.pass;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.Constant;
import dev.weft.graph.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A small constant of single precision that a pass has computed. */
final class ComputedConstant implements Constant {
  private final String name;
  private final float[] values;

  ComputedConstant(String name, float[] values) {
    this.name = name;
    this.values = values;
  }

  /** Reads all elements of a constant of single precision. */
  static float[] floats(Constant constant) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(constant.byteSize())).order(ByteOrder.nativeOrder());
    constant.read(bytes);
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.rewind().asFloatBuffer().get(values);
    return values;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ValueType type() {
    return new ValueType(DataType.FLOAT32, Shape.of(values.length));
  }

  @Override
  public void read(ByteBuffer target) {
    target.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    target.position(target.position() + values.length * Float.BYTES);
  }
}
