/*
 * Sequences of steps, of different lengths if there is a second input. i: number of steps, number of sequences, elements of
 * a step, distance of steps and of sequences in blocks of these elements.
 */
#if defined(I1)
#define LENGTH(sequence) IN_LONG(1, sequence)
#else
#define LENGTH(sequence) (a.i[0])
#endif

#define STEP_OF(block) ((block) / a.i[3] % a.i[0])
#define SEQUENCE_OF(block) ((block) / a.i[4] % a.i[1])

/* Elements past the length become a number. f: the number. */
KERNEL(mask) {
  EACH(t) {
    long long block = t / a.i[2];
    if (STEP_OF(block) < LENGTH(SEQUENCE_OF(block))) {
      COPY(0, t, 0, t);
    } else {
      OUT(0, t, (real)a.f[0]);
    }
  }
}

/* The last step of each sequence. */
KERNEL(last) {
  EACH(t) {
    long long sequence = t / a.i[2], length = LENGTH(sequence);
    if (length < 1 || length > a.i[0]) {
      FAULT();
    } else {
      COPY(0, t, 0, ((length - 1) * a.i[3] + sequence * a.i[4]) * a.i[2] + t % a.i[2]);
    }
  }
}

/* Steps up to the length in reverse order. */
KERNEL(reverse) {
  EACH(t) {
    long long block = t / a.i[2], step = STEP_OF(block), sequence = SEQUENCE_OF(block);
    long long length = LENGTH(sequence);
    if (step < length) {
      step = (length < a.i[0] ? length : a.i[0]) - 1 - step;
    }
    COPY(0, t, 0, (step * a.i[3] + sequence * a.i[4]) * a.i[2] + t % a.i[2]);
  }
}
