/** Conformance suite, model generator and stress harness for backends; not published. */
@org.jspecify.annotations.NullMarked
module dev.weft.testkit {
  requires transitive dev.weft.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires dev.weft.format;
  requires java.desktop;
  requires java.logging;
  requires static org.jspecify;

  exports dev.weft.testkit.conformance;
  exports dev.weft.testkit.files;
  exports dev.weft.testkit.operators;
  exports dev.weft.testkit.zoo;

  // JUnit calls the suite's tests by reflection; a backend's subclasses inherit them.
  opens dev.weft.testkit.conformance to
      org.junit.platform.commons;
}
