package dev.weft;

import java.util.Map;

/** The artifacts of Weft's own backends, for error messages. */
final class BackendArtifacts {
  static final String HOW_TO_ADD =
      "add a backend artifact, such as dev.weft:weft-backend-onednn, to the class or module path"
          + " (on the module path also resolve its module, for example with --add-modules)";

  private static final Map<String, String> BY_NAME =
      Map.of(
          "mxnet", "dev.weft:weft-backend-mxnet-jna",
          "onednn", "dev.weft:weft-backend-onednn",
          "cudnn", "dev.weft:weft-backend-cudnn");

  private BackendArtifacts() {}

  static String howToAdd(String name) {
    String artifact = BY_NAME.get(name);
    return artifact == null
        ? "correct the name, or add the artifact that provides it"
        : "add the artifact "
            + artifact
            + " to the class or module path (on the module path also resolve its module, for example with --add-modules)";
  }
}
