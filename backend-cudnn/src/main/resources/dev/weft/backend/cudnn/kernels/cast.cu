/* Fractions are cut off, and what is too large for a whole number keeps its lowest bits. */
KERNEL(cast) {
  EACH(t) OUT(0, t, IN(0, t));
}

#if defined(WHOLE)
/* From one type of whole numbers to another, without a detour. */
KERNEL(cast_whole) {
  EACH(t) OUT_LONG(0, t, IN_LONG(0, t));
}
#endif

/* Truth values: 1 for all but zero. */
KERNEL(cast_truth) {
  EACH(t) OUT(0, t, IN(0, t) != 0 ? 1 : 0);
}
