package dev.weft.format;

import dev.weft.DataType;
import dev.weft.Shape;

/**
 * What a file says of one array besides its name.
 *
 * @param shape of the dense array
 * @param byteSize of the dense array
 */
record ArrayHeader(DataType dataType, Shape shape, long byteSize, ArrayData data) {}
