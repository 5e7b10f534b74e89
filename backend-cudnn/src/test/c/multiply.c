/* Products of matrices, for both types that are computed with. */
#include "element.h"

#include <stdlib.h>
#include <string.h>

#define REAL float
#define PANEL 32
#define NAME(prefix) prefix##floats
#include "multiply.inc"
#undef REAL
#undef PANEL
#undef NAME

#define REAL double
#define PANEL 16
#define NAME(prefix) prefix##doubles
#include "multiply.inc"
