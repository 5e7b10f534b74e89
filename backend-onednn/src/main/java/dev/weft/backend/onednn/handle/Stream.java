package dev.weft.backend.onednn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** A stream of executions, for one thread at a time. */
public final class Stream implements AutoCloseable {
  private final dnnl_stream stream = Engine.get().newStream();
  private final NativeHandle handle =
      new NativeHandle("stream", () -> dnnl.dnnl_stream_destroy(stream));

  /** Makes a stream. */
  public Stream() {}

  dnnl_stream pointer() {
    return stream;
  }

  @Override
  public void close() {
    handle.close();
  }
}
