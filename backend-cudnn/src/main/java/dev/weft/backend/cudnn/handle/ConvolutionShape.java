package dev.weft.backend.cudnn.handle;

import java.util.List;

/**
 * What a convolution is, for cuDNN; also the key under which its algorithm is remembered.
 *
 * @param type the type of all elements
 * @param tf32 whether factors may be rounded to TF32
 * @param channelsLast whether the channels of data, weights and result come last in memory
 * @param source the dimensions of what is convolved, batch and channels first
 * @param filter the dimensions of the weights: filters, channels of a group, then the window
 * @param result the dimensions of the result
 * @param groups the number of groups
 * @param padding padding before and after, for each spatial dimension
 * @param stride the stride, for each spatial dimension
 * @param dilation the dilation, for each spatial dimension
 */
public record ConvolutionShape(
    ElementType type,
    boolean tf32,
    boolean channelsLast,
    List<Long> source,
    List<Long> filter,
    List<Long> result,
    long groups,
    List<Long> padding,
    List<Long> stride,
    List<Long> dilation) {
  static long[] array(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns how much memory elements of some dimensions take, at least 1. */
  long byteSize(List<Long> dimensions) {
    long count = type.byteSize();
    for (long size : dimensions) {
      count *= size;
    }
    return Math.max(1, count);
  }

  /** Returns the distances of neighbours in memory. */
  long[] strides(List<Long> dimensions) {
    long[] strides = new long[dimensions.size()];
    long next = 1;
    if (channelsLast) {
      strides[1] = 1;
      next = dimensions.get(1);
    }
    for (int i = strides.length - 1; i >= 0; i--) {
      if (!channelsLast || i != 1) {
        strides[i] = next;
        next *= dimensions.get(i);
      }
    }
    return strides;
  }

  /** Returns numbers of the spatial dimensions, at least two of them. */
  static int[] spatial(List<Long> numbers, int filler) {
    int added = Math.max(0, 2 - numbers.size());
    int[] all = new int[numbers.size() + added];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < added ? filler : Math.toIntExact(numbers.get(i - added));
    }
    return all;
  }
}
