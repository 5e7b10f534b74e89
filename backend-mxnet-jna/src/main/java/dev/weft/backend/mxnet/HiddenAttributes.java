package dev.weft.backend.mxnet;

import java.util.List;
import java.util.Optional;

/**
 * Attributes of old files that belong to the training, and that no operator knows. libmxnet takes
 * them away before an operator sees its attributes: those that begin or end with one of five keys.
 *
 * <p>Source: {@code UpgradeJSON_FixParsing} in {@code legacy_json_util.cc} of MXNet 1.9.
 */
final class HiddenAttributes {
  private static final List<String> KEYS =
      List.of("ctx_group", "lr_mult", "wd_mult", "force_mirroring", "mirror_stage");

  private HiddenAttributes() {}

  /** Returns whether an attribute is one. */
  static boolean include(String attribute) {
    for (String key : KEYS) {
      int place = attribute.lastIndexOf(key);
      if (place == 0 || (place > 0 && place == attribute.length() - key.length())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the name of the input that an attribute is meant for, which libmxnet hands it to. */
  static Optional<String> input(String attribute) {
    for (String key : KEYS) {
      int place = attribute.lastIndexOf(key);
      if (place > 1 && place == attribute.length() - key.length()) {
        return Optional.of(attribute.substring(0, place - 1));
      }
    }
    return Optional.empty();
  }
}
