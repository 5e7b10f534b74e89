package dev.weft.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are those of the examples in the format's description, or follow from it. */
class ProtobufMessageTest {

  @Test
  void integersAreVarints() throws IOException {
    assertEquals("089601", hex(new ProtobufMessage().integer(1, 150)));
    assertEquals("08ffffffffffffffffff01", hex(new ProtobufMessage().integer(1, -1)));
    assertEquals("a00107", hex(new ProtobufMessage().integer(20, 7)));
  }

  @Test
  void textHasItsLength() throws IOException {
    assertEquals("120774657374696e67", hex(new ProtobufMessage().text(2, "testing")));
  }

  @Test
  void messagesNest() throws IOException {
    ProtobufMessage inner = new ProtobufMessage().integer(1, 150);
    assertEquals("1a03089601", hex(new ProtobufMessage().message(3, inner)));
  }

  @Test
  void repeatedIntegersArePacked() throws IOException {
    assertEquals("3206038e029ea705", hex(new ProtobufMessage().integers(6, 3, 270, 86942)));
  }

  @Test
  void realsAreLittleEndian() throws IOException {
    assertEquals("150000803f", hex(new ProtobufMessage().real(2, 1)));
  }

  private static String hex(ProtobufMessage message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return HexFormat.of().formatHex(out.toByteArray());
  }
}
