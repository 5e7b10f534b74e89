/**
 * Draws, trains and measures the demo model that the samples ship. Nothing here is published, so
 * nothing is exported.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.demo {
  requires com.sun.jna;
  requires java.desktop;
  requires static org.jspecify;
}
