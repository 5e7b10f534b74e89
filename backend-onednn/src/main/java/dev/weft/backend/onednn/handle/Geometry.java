package dev.weft.backend.onednn.handle;

/**
 * The window of a convolution or pooling, with numbers for each spatial axis.
 *
 * @param strides steps
 * @param dilates distance of elements, less one
 * @param padBefore padding before the first element
 * @param padAfter padding behind the last element
 */
@SuppressWarnings("ArrayRecordComponent") // filled in by whoever makes it, and never compared
public record Geometry(long[] strides, long[] dilates, long[] padBefore, long[] padAfter) {}
