/*
 * Windows of images as columns, and columns summed up as images. i: for the rows and then the columns of an image their
 * number, the number of windows, of elements of a window, the distance of windows, of their elements, and the padding.
 */
KERNEL(cut_windows) {
  const long long *down = a.i, *across = a.i + 6;
  EACH(t) {
    long long column = t % across[1], row = t / across[1] % down[1], rest = t / across[1] / down[1];
    long long x = column * across[3] - across[5] + rest % across[2] * across[4];
    long long y = row * down[3] - down[5] + rest / across[2] % down[2] * down[4];
    long long plane = rest / across[2] / down[2];
    if (x >= 0 && x < across[0] && y >= 0 && y < down[0]) {
      COPY(0, t, 0, (plane * down[0] + y) * across[0] + x);
    } else {
      OUT(0, t, 0);
    }
  }
}

KERNEL(sum_windows) {
  const long long *down = a.i, *across = a.i + 6;
  EACH(t) {
    long long x = t % across[0], y = t / across[0] % down[0], plane = t / across[0] / down[0];
    real sum = 0;
    for (long long i = 0; i < down[2]; i++) {
      long long top = y + down[5] - i * down[4];
      if (top < 0 || top % down[3] != 0 || top / down[3] >= down[1]) {
        continue;
      }
      for (long long j = 0; j < across[2]; j++) {
        long long left = x + across[5] - j * across[4];
        if (left >= 0 && left % across[3] == 0 && left / across[3] < across[1]) {
          long long element = (plane * down[2] + i) * across[2] + j;
          sum += IN(0, (element * down[1] + top / down[3]) * across[1] + left / across[3]);
        }
      }
    }
    OUT(0, t, sum);
  }
}
