package dev.weft.benchmarks.onnx;

import java.util.List;

/**
 * A NodeProto: one operator of an ONNX graph. Not thread-safe.
 *
 * <p>Source of the field numbers: {@code onnx.proto3} of ONNX 1.14.
 */
final class OnnxNode {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;

  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_REAL = 2;
  private static final int ATTRIBUTE_INTEGER = 3;
  private static final int ATTRIBUTE_INTEGERS = 8;
  private static final int ATTRIBUTE_TYPE = 20;
  private static final int TYPE_REAL = 1;
  private static final int TYPE_INTEGER = 2;
  private static final int TYPE_INTEGERS = 7;

  private final ProtobufMessage message = new ProtobufMessage();

  OnnxNode(String operator, String name, List<String> inputs, String output) {
    inputs.forEach(input -> message.text(INPUT, input));
    message.text(OUTPUT, output).text(NAME, name).text(OPERATOR, operator);
  }

  OnnxNode with(String attribute, float value) {
    return add(named(attribute, TYPE_REAL).real(ATTRIBUTE_REAL, value));
  }

  OnnxNode with(String attribute, long value) {
    return add(named(attribute, TYPE_INTEGER).integer(ATTRIBUTE_INTEGER, value));
  }

  OnnxNode with(String attribute, long[] values) {
    return add(named(attribute, TYPE_INTEGERS).integers(ATTRIBUTE_INTEGERS, values));
  }

  ProtobufMessage message() {
    return message;
  }

  private OnnxNode add(ProtobufMessage attribute) {
    message.message(ATTRIBUTE, attribute);
    return this;
  }

  private static ProtobufMessage named(String name, int type) {
    return new ProtobufMessage().text(ATTRIBUTE_NAME, name).integer(ATTRIBUTE_TYPE, type);
  }
}
