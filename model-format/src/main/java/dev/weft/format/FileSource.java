package dev.weft.format;

import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on disk. */
final class FileSource implements ByteSource {
  /** Bounds the direct buffer that the JDK keeps per thread when it reads into a heap buffer. */
  private static final int MAX_READ_BYTES = 1 << 20;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private volatile boolean closed;

  private FileSource(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
  }

  static FileSource open(String name, Path path) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new FileSource(name, channel, channel.size());
      } catch (IOException e) {
        closeAfter(e, channel);
        throw e;
      }
    } catch (IOException e) {
      throw FileTrouble.unreadable(name, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    int end = target.limit();
    long next = position;
    try {
      while (target.position() < end) {
        target.limit(Math.min(end, target.position() + MAX_READ_BYTES));
        int count = channel.read(target, next);
        if (count < 0) {
          throw new ModelFormatException(
              name,
              "offset "
                  + next
                  + ": the file ends here, expected "
                  + size
                  + " bytes as when it was opened; it has been shortened since");
        }
        next += count;
      }
    } catch (ClosedByInterruptException e) {
      throw FileTrouble.unreadable(name, e);
    } catch (ClosedChannelException e) {
      if (closed) {
        throw new IllegalStateException(name + " was closed while it was read", e);
      }
      throw new InferenceException(
          name + ": another thread was interrupted while reading, which closed the file", e);
    } catch (IOException e) {
      throw FileTrouble.unreadable(name, e);
    } finally {
      target.limit(end);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw FileTrouble.unreadable(name, e);
    }
  }

  private static void closeAfter(IOException failure, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
