package dev.weft.benchmarks.onnx;

import dev.weft.Shape;

/**
 * ValueInfoProto: name and type of an input or output of 32-bit floats.
 *
 * <p>Source of the field numbers: {@code onnx.proto3} of ONNX 1.14.
 */
final class ValueInfo {
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int FLOAT = 1;

  private ValueInfo() {}

  static ProtobufMessage of(String name, Shape shape) {
    ProtobufMessage dimensions = new ProtobufMessage();
    for (long dimension : shape.dimensions()) {
      dimensions.message(DIMENSION, new ProtobufMessage().integer(DIMENSION_VALUE, dimension));
    }
    return named(name, elementType().message(SHAPE, dimensions));
  }

  static ProtobufMessage ofUnknownShape(String name) {
    return named(name, elementType());
  }

  private static ProtobufMessage elementType() {
    return new ProtobufMessage().integer(ELEMENT_TYPE, FLOAT);
  }

  private static ProtobufMessage named(String name, ProtobufMessage tensorType) {
    ProtobufMessage type = new ProtobufMessage().message(TENSOR_TYPE, tensorType);
    return new ProtobufMessage().text(NAME, name).message(TYPE, type);
  }
}
