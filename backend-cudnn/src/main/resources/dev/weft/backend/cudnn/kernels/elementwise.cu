/*
 * Functions of single elements. CHAIN is a list of statements that change x; the functions that it calls are named after
 * those of dev.weft.graph.op: u_ for one number, b_ for two.
 */
FUNCTION real u_logical_not(real x) { return x == 0; }
FUNCTION real b_equal(real a, real b) { return a == b; }
FUNCTION real b_not_equal(real a, real b) { return a != b; }
FUNCTION real b_greater(real a, real b) { return a > b; }
FUNCTION real b_greater_equal(real a, real b) { return a >= b; }
FUNCTION real b_lesser(real a, real b) { return a < b; }
FUNCTION real b_lesser_equal(real a, real b) { return a <= b; }
FUNCTION real b_logical_and(real a, real b) { return a != 0 && b != 0; }
FUNCTION real b_logical_or(real a, real b) { return a != 0 || b != 0; }
FUNCTION real b_logical_xor(real a, real b) { return (a != 0) != (b != 0); }

/*
 * Where WHOLE is defined, real is long long, and all elements are whole numbers: of a result that is too large, the lowest
 * bits are kept.
 */
#if defined(WHOLE)
#define WRAPPED(a, sign, b) ((real)((unsigned long long)(a)sign(unsigned long long)(b)))
FUNCTION real u_relu(real x) { return x > 0 ? x : 0; }
FUNCTION real u_abs(real x) { return x < 0 ? WRAPPED(0, -, x) : x; }
FUNCTION real u_negative(real x) { return WRAPPED(0, -, x); }
FUNCTION real u_sign(real x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
FUNCTION real u_square(real x) { return WRAPPED(x, *, x); }
FUNCTION real u_round(real x) { return x; }
FUNCTION real u_rint(real x) { return x; }
FUNCTION real u_ceil(real x) { return x; }
FUNCTION real u_floor(real x) { return x; }
FUNCTION real u_trunc(real x) { return x; }
FUNCTION real u_fix(real x) { return x; }
FUNCTION real b_add(real a, real b) { return WRAPPED(a, +, b); }
FUNCTION real b_subtract(real a, real b) { return WRAPPED(a, -, b); }
FUNCTION real b_multiply(real a, real b) { return WRAPPED(a, *, b); }
FUNCTION real b_modulo(real a, real b) {
  if (b == 0 || b == -1) {
    return 0;
  }
  real remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}
FUNCTION real b_maximum(real a, real b) { return a > b ? a : b; }
FUNCTION real b_minimum(real a, real b) { return a < b ? a : b; }
#else
FUNCTION real u_relu(real x) { return x > 0 ? x : x != x ? x : 0; }
FUNCTION real u_sigmoid(real x) { return 1 / (1 + exp(-x)); }
FUNCTION real u_tanh(real x) { return tanh(x); }
FUNCTION real u_softrelu(real x) { return x > 20 ? x : log1p(exp(x)); }
FUNCTION real u_softsign(real x) { return x / (1 + fabs(x)); }
FUNCTION real u_log_sigmoid(real x) { return (x < 0 ? x : 0) - log1p(exp(-fabs(x))); }
FUNCTION real u_swish(real x) { return x / (1 + exp(-x)); }
FUNCTION real u_mish(real x) { return x * tanh(u_softrelu(x)); }
FUNCTION real u_exp(real x) { return exp(x); }
FUNCTION real u_expm1(real x) { return expm1(x); }
FUNCTION real u_log(real x) { return log(x); }
FUNCTION real u_log2(real x) { return log2(x); }
FUNCTION real u_log10(real x) { return log10(x); }
FUNCTION real u_log1p(real x) { return log1p(x); }
FUNCTION real u_sqrt(real x) { return sqrt(x); }
FUNCTION real u_rsqrt(real x) { return 1 / sqrt(x); }
FUNCTION real u_cbrt(real x) { return cbrt(x); }
FUNCTION real u_rcbrt(real x) { return 1 / cbrt(x); }
FUNCTION real u_square(real x) { return x * x; }
FUNCTION real u_abs(real x) { return fabs(x); }
FUNCTION real u_sign(real x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
FUNCTION real u_negative(real x) { return -x; }
FUNCTION real u_reciprocal(real x) { return 1 / x; }
FUNCTION real u_round(real x) { return x < 0 ? -floor(-x + (real)0.5) : floor(x + (real)0.5); }
FUNCTION real u_rint(real x) { return x - floor(x) <= ceil(x) - x ? floor(x) : ceil(x); }
FUNCTION real u_ceil(real x) { return ceil(x); }
FUNCTION real u_floor(real x) { return floor(x); }
FUNCTION real u_trunc(real x) { return x < 0 ? ceil(x) : floor(x); }
FUNCTION real u_fix(real x) { return u_trunc(x); }
FUNCTION real u_erf(real x) { return erf(x); }
FUNCTION real u_sin(real x) { return sin(x); }
FUNCTION real u_cos(real x) { return cos(x); }
FUNCTION real u_tan(real x) { return tan(x); }
FUNCTION real u_arcsin(real x) { return asin(x); }
FUNCTION real u_arccos(real x) { return acos(x); }
FUNCTION real u_arctan(real x) { return atan(x); }
FUNCTION real u_sinh(real x) { return sinh(x); }
FUNCTION real u_cosh(real x) { return cosh(x); }
FUNCTION real u_arcsinh(real x) { return asinh(x); }
FUNCTION real u_arccosh(real x) { return acosh(x); }
FUNCTION real u_arctanh(real x) { return atanh(x); }
FUNCTION real u_degrees(real x) { return x * (real)57.29577951308232; }
FUNCTION real u_radians(real x) { return x * (real)0.017453292519943295; }

/* These lose digits in single precision. */
FUNCTION real u_gamma(real x) { return (real)tgamma((double)x); }
FUNCTION real u_gammaln(real x) { return (real)lgamma((double)x); }

/* Newton's method from a rational start (Winitzki). */
FUNCTION real u_erfinv(real y) {
  double v = (double)y;
  if (!(v > -1 && v < 1)) {
    return fabs(v) == 1 ? (real)(v / 0.0) : (real)(0.0 / 0.0);
  }
  double logarithm = log(1 - v * v);
  double half = 2 / (3.141592653589793 * 0.147) + logarithm / 2;
  double x = copysign(sqrt(sqrt(half * half - logarithm / 0.147) - half), v);
  for (int i = 0; i < 4; i++) {
    x -= (erf(x) - v) / (1.1283791670955126 * exp(-x * x));
  }
  return (real)x;
}

FUNCTION real b_add(real a, real b) { return a + b; }
FUNCTION real b_subtract(real a, real b) { return a - b; }
FUNCTION real b_multiply(real a, real b) { return a * b; }
FUNCTION real b_divide(real a, real b) { return a / b; }
FUNCTION real b_modulo(real a, real b) {
  if (b == 0) {
    return 0;
  }
  real remainder = fmod(a, b);
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}
FUNCTION real b_power(real a, real b) { return pow(a, b); }
FUNCTION real b_maximum(real a, real b) { return a != a || b != b ? a + b : a > b ? a : b; }
FUNCTION real b_minimum(real a, real b) { return a != a || b != b ? a + b : a < b ? a : b; }
FUNCTION real b_hypot(real a, real b) { return hypot(a, b); }
FUNCTION real b_arctan2(real a, real b) { return atan2(a, b); }
FUNCTION real b_smooth_l1(real a, real sigma) {
  real square = sigma * sigma;
  real magnitude = fabs(a);
  return magnitude > 1 / square ? magnitude - (real)0.5 / square : (real)0.5 * a * a * square;
}

FUNCTION real clip(real x, real least, real most) {
  return x > most ? most : x < least ? least : x;
}
FUNCTION real hard_sigmoid(real x, real alpha, real beta) { return clip(alpha * x + beta, 0, 1); }
FUNCTION real hard_swish(real x, real alpha, real beta) { return x * clip(alpha * x + beta, 0, 1); }
FUNCTION real quadratic(real x, real a, real b, real c) { return (a * x + b) * x + c; }
FUNCTION real leaky(real x, real slope) { return x > 0 ? x : slope * x; }
FUNCTION real prelu(real x, real slope) { return x > 0 ? x : x * slope; }
FUNCTION real elu(real x, real slope) { return x > 0 ? x : slope * expm1(x); }
FUNCTION real selu(real x) {
  return (real)1.0507009873554805 * (x > 0 ? x : (real)1.6732632423543772 * expm1(x));
}
FUNCTION real gelu(real x) { return (real)0.5 * x * (1 + erf(x * (real)0.7071067811865476)); }
#endif

/* i: elements behind a channel in memory, the number of channels. Those of a fixed slope or bias are behind CHANNEL. */
#define CHANNEL (t / a.i[0] % a.i[1])

/* All inputs have the layout of the output. */
KERNEL(chain) {
  EACH(t) {
    real x = IN(0, t);
    CHAIN
    OUT(0, t, x);
  }
}

#if defined(PAIR)
/*
 * PAIR(x, y) of two inputs that are repeated along axes. i: the rank, then for each axis in the order of memory its size, and the
 * distances of neighbours in both inputs.
 */
KERNEL(pair) {
  EACH(t) {
    long long rest = t, first = 0, second = 0;
    for (int axis = (int)a.i[0] - 1; axis >= 0; axis--) {
      long long size = a.i[1 + 3 * axis];
      long long at = rest % size;
      rest /= size;
      first += at * a.i[2 + 3 * axis];
      second += at * a.i[3 + 3 * axis];
    }
    OUT(0, t, PAIR(IN(0, first), IN(1, second)));
  }
}
#endif
