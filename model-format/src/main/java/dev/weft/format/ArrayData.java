package dev.weft.format;

import dev.weft.ModelFormatException;
import java.nio.ByteBuffer;

/**
 * Where the data of one array are and how they become dense; immutable, safe for concurrent reads.
 */
sealed interface ArrayData permits DenseData, RowSparseData, CsrData {
  /** Returns how the data are stored. */
  ParameterArray.Storage storage();

  /**
   * Reads what opening must check beyond the directory: the indices of a sparse array.
   *
   * @param subject what error messages call the array
   */
  void verify(String subject);

  /**
   * Fills the rest of a buffer with dense bytes.
   *
   * @param offset the first byte; the range lies within the dense size
   * @throws ModelFormatException if the file no longer is what it was when it was opened
   */
  void read(long offset, ByteBuffer target);
}
