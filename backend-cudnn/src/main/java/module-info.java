/**
 * The backend {@code cudnn}: runs models on NVIDIA GPUs with cuDNN, cuBLAS and kernels of its own,
 * through JavaCPP presets. Exports nothing; applications reach it through {@code dev.weft.api}.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.backend.cudnn {
  requires dev.weft.api;
  requires dev.weft.graph;
  requires dev.weft.nativesupport;
  requires org.bytedeco.cuda;
  requires org.bytedeco.javacpp;
  requires static org.jspecify;

  provides dev.weft.spi.BackendProvider with
      dev.weft.backend.cudnn.CudnnProvider;
}
