package dev.weft.format;

import dev.weft.ModelFile;
import dev.weft.ModelSource;
import java.util.ArrayList;
import java.util.List;

/** Builds parameter files, sound ones and damaged ones, in every format. */
final class ParameterBytes {
  static final int V1 = 0xF993FAC8;
  static final int V2 = 0xF993FAC9;
  static final int V3 = 0xF993FACA;
  static final int FLOAT32 = 0;
  static final int INT32 = 4;
  static final int INT64 = 6;

  private final List<byte[]> arrays = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Adds an array, which may be damaged, and its name. */
  ParameterBytes add(String name, LittleEndian array) {
    arrays.add(array.toBytes());
    names.add(name);
    return this;
  }

  byte[] toBytes() {
    LittleEndian file = new LittleEndian().u64(0x112, 0, arrays.size());
    arrays.forEach(file::bytes);
    file.u64(names.size());
    names.forEach(file::text);
    return file.toBytes();
  }

  /** Opens what has been built so far. */
  ParameterFile open() {
    return ParameterFile.open(inMemory(toBytes()));
  }

  static ModelFile inMemory(byte[] bytes) {
    return ModelSource.mxnet(new byte[0], bytes).parameters();
  }

  static LittleEndian legacy(int dataType, byte[] data, int... dimensions) {
    return new LittleEndian()
        .u32(dimensions.length)
        .u32(dimensions)
        .u32(1, 0, dataType)
        .bytes(data);
  }

  static LittleEndian version1(int dataType, byte[] data, long... dimensions) {
    return shape(new LittleEndian().u32(V1), dimensions).u32(1, 0, dataType).bytes(data);
  }

  static LittleEndian version2(int dataType, byte[] data, long... dimensions) {
    return shape(new LittleEndian().u32(V2, 0), dimensions).u32(1, 0, dataType).bytes(data);
  }

  static LittleEndian version3(int dataType, byte[] data, long... dimensions) {
    return shape(new LittleEndian().u32(V3, 0), dimensions).u32(1, 0, dataType).bytes(data);
  }

  /** Rows of two floats. */
  static LittleEndian rowSparse(long rowCount, long[] rows, float... values) {
    LittleEndian array = shape(new LittleEndian().u32(V2, 1), rows.length, 2);
    shape(array, rowCount, 2).u32(1, 0, FLOAT32, INT64);
    return shape(array, rows.length).f32(values).u64(rows);
  }

  /** A matrix of floats, with row pointers of 64 bits and column indices of 32. */
  static LittleEndian csr(long rows, long columns, long[] starts, int[] cells, float... values) {
    LittleEndian array = shape(new LittleEndian().u32(V2, 2), values.length);
    shape(array, rows, columns).u32(1, 0, FLOAT32);
    shape(array.u32(INT64), starts.length);
    return shape(array.u32(INT32), cells.length).f32(values).u64(starts).u32(cells);
  }

  static LittleEndian shape(LittleEndian array, long... dimensions) {
    return array.u32(dimensions.length).u64(dimensions);
  }

  static byte[] floats(float... values) {
    return new LittleEndian().f32(values).toBytes();
  }
}
