package dev.weft.backend.cudnn;

import dev.weft.backend.cudnn.handle.PoolingWindow;
import java.util.List;
import java.util.Random;

/** Products of matrices, convolutions and pooling as their definitions say them. */
final class PlainMath {
  private PlainMath() {}

  /** {@return numbers from -1 to 1} */
  static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  /** {@return row-major products, the left factor stored as k × m, the right one as n × k if so} */
  static float[] product(
      float[] a, float[] b, int batch, int m, int n, int k, boolean left, boolean right) {
    float[] c = new float[batch * m * n];
    for (int at = 0; at < c.length; at++) {
      int matrix = at / (m * n);
      int row = at / n % m;
      int column = at % n;
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum +=
            (double) a[matrix * m * k + (left ? p * m + row : row * k + p)]
                * b[matrix * k * n + (right ? column * k + p : p * n + column)];
      }
      c[at] = (float) sum;
    }
    return c;
  }

  /** A convolution with a square window. */
  record Window(
      int images,
      int channels,
      int size,
      int filters,
      int kernel,
      int groups,
      int padding,
      int stride,
      int dilation) {
    int resultSize() {
      return (size + 2 * padding - (kernel - 1) * dilation - 1) / stride + 1;
    }

    List<Long> source() {
      return List.of((long) images, (long) channels, (long) size, (long) size);
    }

    List<Long> filter() {
      return List.of((long) filters, (long) channels / groups, (long) kernel, (long) kernel);
    }

    List<Long> result() {
      return List.of((long) images, (long) filters, (long) resultSize(), (long) resultSize());
    }

    int sourceCount() {
      return images * channels * size * size;
    }

    int filterCount() {
      return filters * channels / groups * kernel * kernel;
    }

    int resultCount() {
      return images * filters * resultSize() * resultSize();
    }
  }

  /** What is done with each triple of elements that a window lays on each other. */
  private interface Meeting {
    void meet(int source, int filter, int result);
  }

  static float[] convolution(Window window, float[] x, float[] w) {
    float[] y = new float[window.resultCount()];
    eachMeeting(window, (source, filter, result) -> y[result] += x[source] * w[filter]);
    return y;
  }

  static float[] transposed(Window window, float[] y, float[] w) {
    float[] x = new float[window.sourceCount()];
    eachMeeting(window, (source, filter, result) -> x[source] += y[result] * w[filter]);
    return x;
  }

  /** {@return what is pooled of each map by itself; padding is a number of a mean if it counts} */
  static float[] pooled(Window window, PoolingWindow.Mode mode, float[] x) {
    int size = window.resultSize();
    float[] y = new float[window.images() * window.channels() * size * size];
    for (int i = 0; i < y.length; i++) {
      int map = i / (size * size) * window.size() * window.size();
      double greatest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int count = 0;
      for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
        int row = i / size % size * window.stride() - window.padding() + tap / window.kernel();
        int column = i % size * window.stride() - window.padding() + tap % window.kernel();
        if (row >= 0 && row < window.size() && column >= 0 && column < window.size()) {
          double value = x[map + row * window.size() + column];
          greatest = Math.max(greatest, value);
          sum += value;
          count++;
        }
      }
      int all = window.kernel() * window.kernel();
      y[i] =
          (float)
              switch (mode) {
                case MAX -> greatest;
                case MEAN_WITH_PADDING -> sum / all;
                case MEAN_WITHOUT_PADDING -> sum / count;
              };
    }
    return y;
  }

  private static void eachMeeting(Window window, Meeting meeting) {
    int size = window.resultSize();
    for (int result = 0; result < window.resultCount(); result++) {
      int image = result / (window.filters() * size * size);
      int filter = result / (size * size) % window.filters();
      eachTap(window, meeting, result, image, filter, result / size % size, result % size);
    }
  }

  private static void eachTap(
      Window window, Meeting meeting, int result, int image, int filter, int row, int column) {
    int channels = window.channels() / window.groups();
    int first = filter / (window.filters() / window.groups()) * channels;
    int kernel = window.kernel();
    for (int tap = 0; tap < channels * kernel * kernel; tap++) {
      int y = row * window.stride() - window.padding() + tap / kernel % kernel * window.dilation();
      int x = column * window.stride() - window.padding() + tap % kernel * window.dilation();
      if (y >= 0 && y < window.size() && x >= 0 && x < window.size()) {
        int channel = image * window.channels() + first + tap / (kernel * kernel);
        int source = (channel * window.size() + y) * window.size() + x;
        meeting.meet(source, filter * channels * kernel * kernel + tap, result);
      }
    }
  }

  /** {@return numbers of dimensions n, c, h, w in the order n, h, w, c} */
  static float[] channelsLast(float[] numbers, List<Long> dimensions) {
    int channels = Math.toIntExact(dimensions.get(1));
    int positions = Math.toIntExact(dimensions.get(2) * dimensions.get(3));
    float[] laid = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int image = i / (channels * positions);
      int channel = i / positions % channels;
      laid[(image * positions + i % positions) * channels + channel] = numbers[i];
    }
    return laid;
  }
}
