/**
 * Neural-network inference with one set of parameters shared by every thread of a JVM.
 *
 * <p>Applications use {@link dev.weft}, and {@link dev.weft.inspect} to look inside; backends
 * implement {@link dev.weft.spi}. The module has no dependency and calls no native code.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.api {
  requires static org.jspecify;

  exports dev.weft;
  exports dev.weft.inspect;
  exports dev.weft.spi;

  uses dev.weft.spi.BackendProvider;
}
