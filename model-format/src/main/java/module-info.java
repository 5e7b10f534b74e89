/**
 * Readers of MXNet's two model files, symbol JSON and parameters, in pure Java.
 *
 * <p>The package is exported for Weft's own backends and is not an API for applications: it may
 * change in any release. The export is not qualified because its readers are modules that need not
 * be present.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.format {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires transitive dev.weft.api;

  exports dev.weft.format;
}
