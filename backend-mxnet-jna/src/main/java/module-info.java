/**
 * The backend {@code mxnet}: runs models on libmxnet, through JNA. Exports nothing; applications
 * reach it through {@code dev.weft.api}.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.backend.mxnet {
  requires dev.weft.api;
  requires dev.weft.format;
  requires dev.weft.nativesupport;
  requires com.sun.jna;
  requires static org.jspecify;

  provides dev.weft.spi.BackendProvider with
      dev.weft.backend.mxnet.MxnetProvider;
}
