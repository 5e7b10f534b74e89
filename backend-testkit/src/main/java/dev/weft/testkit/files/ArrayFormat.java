package dev.weft.testkit.files;

/**
 * The layouts in which MXNet has written one array within a parameter file, oldest first. Read off
 * {@code NDArray::Save} and {@code NDArray::LegacyLoad} in MXNet's {@code ndarray.cc}.
 */
public enum ArrayFormat {
  /** No magic number: the first word is the rank, and dimensions are 32 bits wide. */
  V0(0),
  /** A magic number and dimensions of 64 bits. */
  V1(0xF993FAC8),
  /** A storage type as well, so that arrays may be sparse; what MXNet 1.x writes. */
  V2(0xF993FAC9),
  /** As {@link #V2}, of NumPy semantics: rank 0 is a scalar, and arrays are dense. */
  V3(0xF993FACA);

  private final int magic;

  ArrayFormat(int magic) {
    this.magic = magic;
  }

  /** The first word of an array; {@link #V0} has none. */
  int magic() {
    return magic;
  }

  /** Whether the storage type is written. */
  boolean hasStorageType() {
    return this == V2 || this == V3;
  }

  /** Whether arrays may be sparse. */
  boolean hasSparse() {
    return this == V2;
  }

  /** Whether rank 0 is a scalar; elsewhere it says that there is no array. */
  boolean hasScalars() {
    return this == V3;
  }
}
