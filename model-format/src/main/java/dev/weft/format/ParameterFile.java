package dev.weft.format;

import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import java.util.List;

/**
 * The arrays of an MXNet model, as its {@code NAME-0000.params} holds them. Opening reads names,
 * types and shapes; data are read from the open file when {@link ParameterArray#read} asks for
 * them.
 *
 * <p>Safe for concurrent use. Read are the formats of MXNet 0.7 to 1.9 (arrays without version and
 * of versions 1 to 3), dense and sparse. The device an array was saved from is ignored. An array
 * saved before it had a value is refused.
 *
 * <p>Whatever the file claims, opening takes memory in proportion to the arrays that are there:
 * each count and size is held against the rest of the file before anything is allocated for it. As
 * a sparse array may by its nature be larger than the file, all of them together are held to 64 MiB
 * and 256 times the file.
 *
 * <p>Source of the format: {@code NDArray::Save} and {@code NDArray::Load} in {@code
 * src/ndarray/ndarray.cc}, and {@code TShape} in {@code include/mxnet/tuple.h}, of MXNet 1.9.1.
 */
public final class ParameterFile implements AutoCloseable {
  private final ByteSource source;
  private final List<ParameterArray> arrays;

  private ParameterFile(ByteSource source, List<ParameterArray> arrays) {
    this.source = source;
    this.arrays = arrays;
  }

  /**
   * Opens a file. It stays open until {@link #close()}, and must not be changed until then.
   *
   * @param file the file, on disk or in memory
   * @return the open file
   * @throws ModelFormatException if there is no such file, it cannot be read, or it is not a sound
   *     file of named arrays; the message names the array and offset, what was found and what was
   *     expected
   */
  public static ParameterFile open(ModelFile file) {
    ByteSource source = ByteSource.open(file);
    boolean opened = false;
    try {
      ParameterFile parameters = new ParameterFile(source, new DirectoryReader(source).read());
      opened = true;
      return parameters;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  /**
   * {@return the arrays in the order of the file} No two have both the same kind and the same name;
   * an argument and an auxiliary state of one name are possible.
   */
  public List<ParameterArray> arrays() {
    return arrays;
  }

  /**
   * Closes the file; idempotent. A read that runs at the same time may throw {@link
   * IllegalStateException}.
   */
  @Override
  public void close() {
    source.close();
  }

  @Override
  public String toString() {
    return source.name() + " of " + arrays.size() + " arrays";
  }
}
