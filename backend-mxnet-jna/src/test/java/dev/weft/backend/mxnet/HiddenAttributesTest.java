package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenAttributesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lr_mult",
        "bias_lr_mult",
        "my_ctx_group",
        "wd_mult_of_mine",
        "force_mirroring",
        "mirror_stage",
        "lr_mult_lr_mult"
      })
  void beginOrEndWithAKey(String attribute) {
    assertTrue(HiddenAttributes.include(attribute));
  }

  @ParameterizedTest
  @ValueSource(strings = {"num_hidden", "", "mult", "a_lr_mult_b", "lr_mult_lr_mult_b"})
  void areNoOthers(String attribute) {
    assertFalse(HiddenAttributes.include(attribute));
  }

  @Test
  void nameTheInputTheyAreFor() {
    assertEquals(Optional.of("bias"), HiddenAttributes.input("bias_lr_mult"));
    assertEquals(Optional.empty(), HiddenAttributes.input("lr_mult"));
    assertEquals(Optional.empty(), HiddenAttributes.input("lr_mult_bias"));
  }
}
