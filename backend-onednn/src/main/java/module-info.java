/**
 * The backend {@code onednn}: runs models on oneDNN primitives, through the JavaCPP preset. Exports
 * nothing; applications reach it through {@code dev.weft.api}.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.backend.onednn {
  requires dev.weft.api;
  requires dev.weft.graph;
  requires dev.weft.nativesupport;
  requires com.sun.jna;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencl;
  requires static org.jspecify;

  provides dev.weft.spi.BackendProvider with
      dev.weft.backend.onednn.OnednnProvider;
}
