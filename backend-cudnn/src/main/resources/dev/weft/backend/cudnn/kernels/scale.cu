/* f: the factor; the factor of the second input. */
KERNEL(scale) {
  EACH(t) OUT(0, t, IN(0, t) * (real)a.f[0]);
}

#if defined(SUMS)
KERNEL(scaled_sum) {
  EACH(t) OUT(0, t, IN(0, t) * (real)a.f[0] + IN(1, t) * (real)a.f[1]);
}
#endif
