/* What every kernel is given, by value. Java writes it field by field: see KernelArguments. */
struct Args {
  long long n;          /* how many times EACH, or ROWS, counts */
  const void *in[8];    /* inputs, of the types I0, I1, ... */
  void *out[4];         /* outputs, of the types O0, O1, ...; they overlap no input */
  long long i[64];      /* whole numbers: sizes, strides, axes */
  double f[16];         /* real numbers */
  int *fault;           /* where FAULT() leaves a mark */
  int step;             /* the mark of this step, above 0 */
  int unused;
};
