/**
 * What Weft's backends have in common around native code: lifetimes, the pool of execution contexts
 * behind a predictor, and the search for native libraries. Internal to Weft: applications use
 * {@code dev.weft.api}.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.nativesupport {
  requires transitive dev.weft.api;
  requires static org.jspecify;

  exports dev.weft.nativesupport.library;
  exports dev.weft.nativesupport.lifetime;
  exports dev.weft.nativesupport.predict;
}
