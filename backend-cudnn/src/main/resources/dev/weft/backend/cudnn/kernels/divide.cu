/* f: what each element is divided by. */
KERNEL(divide) {
  EACH(t) OUT(0, t, IN(0, t) / (real)a.f[0]);
}
