/*
 * Pooling over three spatial axes, of single-precision numbers; real is double. i: for each axis its size, the number of
 * windows, the size of a window, the distance of windows, the padding; then the kind, whether padding counts, the
 * power, whether the average of a window that lies behind the data is no number instead of 0, and whether the numbers
 * are halves. What is not a number is never the greatest.
 */
#define MAXIMUM 0
#define AVERAGE 1
#define SUM 2
#define LP 3

FUNCTION real term(real x, long long power) { return power == 1 ? x : power == 2 ? x * x : x * x * x; }

FUNCTION real root(real x, long long power) { return power == 1 ? x : power == 2 ? sqrt(x) : cbrt(x); }

KERNEL(pooling) {
  long long kind = a.i[15], power = kind == LP ? a.i[17] : 1;
  EACH(t) {
    long long from[3], to[3], rest = t, counted = 1, inside = 1;
    for (int axis = 2; axis >= 0; axis--) {
      const long long *sizes = a.i + 5 * axis;
      long long first = rest % sizes[1] * sizes[3] - sizes[4];
      long long last = first + sizes[2];
      rest /= sizes[1];
      last = last < sizes[0] + sizes[4] ? last : sizes[0] + sizes[4];
      counted *= last - first;
      from[axis] = first > 0 ? first : 0;
      to[axis] = last < sizes[0] ? last : sizes[0];
      inside *= to[axis] - from[axis];
    }
    real result = kind == MAXIMUM ? -INFINITY : 0;
    for (long long z = from[0]; z < to[0]; z++) {
      for (long long y = from[1]; y < to[1]; y++) {
        const float *row = FLOATS(0) + ((rest * a.i[0] + z) * a.i[5] + y) * a.i[10];
        for (long long x = from[2]; x < to[2]; x++) {
          real value = row[x];
          if (kind != MAXIMUM) {
            result += term(value, power);
          } else if (value > result) {
            result = value;
          }
        }
      }
    }
    if (kind == MAXIMUM && result == -INFINITY) {
      result = a.i[19] ? -65504 : float_of_bits(0xff7fffffu);
    } else if (kind == AVERAGE) {
      long long divisor = a.i[16] ? counted : inside;
      if (divisor != 0 || a.i[18]) {
        result /= divisor;
      }
    }
    FLOATS_OUT(0)[t] = (float)root(result, power);
  }
}
