/** Conformance suite, model generator and stress harness for backends; not published. */
@org.jspecify.annotations.NullMarked
module dev.weft.testkit {
  requires transitive dev.weft.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires dev.weft.format;
  requires static org.jspecify;

  exports dev.weft.testkit.files;
  exports dev.weft.testkit.zoo;
}
