/*
 * Recurrent layers. The order of weights is not that of any library: matrices from the last to the first, each behind
 * its bias, with gaps, so that it shows where a program relies on another order.
 */
#include "rnn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAP 24

long rnn_gates(const struct Rnn *rnn) { return rnn->cell == CELL_LSTM ? 4 : rnn->cell == CELL_GRU ? 3 : 1; }

static bool projects(const struct Rnn *rnn) { return rnn->projection < rnn->hidden; }

long rnn_matrices(const struct Rnn *rnn) { return 2 * rnn_gates(rnn) + (projects(rnn) ? 1 : 0); }

static struct Weights sizes(const struct Rnn *rnn, long layer, long matrix) {
  long gates = rnn_gates(rnn);
  struct Weights w = {.rows = rnn->hidden, .columns = rnn->projection};
  if (matrix < gates) w.columns = layer < rnn->directions ? rnn->input : rnn->directions * rnn->projection;
  if (matrix == 2 * gates) w = (struct Weights){.rows = rnn->projection, .columns = rnn->hidden};
  return w;
}

/* Where a matrix lies; the end of all if there is no such layer. */
struct Weights rnn_weights(const struct Rnn *rnn, long layer, long matrix) {
  long at = GAP;
  for (long m = rnn_matrices(rnn) - 1; m >= 0; m--) {
    for (long l = rnn->layers * rnn->directions - 1; l >= 0; l--) {
      struct Weights w = sizes(rnn, l, m);
      w.bias = m < 2 * rnn_gates(rnn) ? at : -1;
      w.matrix = w.bias < 0 ? at : at + w.rows;
      if (l == layer && m == matrix) return w;
      at = w.matrix + w.rows * w.columns + GAP;
    }
  }
  return (struct Weights){.matrix = at, .bias = at};
}

long rnn_weight_count(const struct Rnn *rnn) { return rnn_weights(rnn, -1, 0).matrix; }

/* What a matrix and its bias make of a vector: a number for each row. */
static void multiply(const struct RnnForward *f, long layer, long matrix, const float *vector, double *result) {
  struct Weights w = rnn_weights(&f->rnn, layer, matrix);
  for (long r = 0; r < w.rows; r++) {
    const float *row = f->weights + w.matrix + r * w.columns;
    double sum = w.bias < 0 ? 0 : f->weights[w.bias + r];
    for (long c = 0; c < w.columns; c++) sum += (double)row[c] * vector[c];
    result[r] = sum;
  }
}

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* The next hidden state of a unit; of[gate] and of[gates + gate] are what its gates get of data and of state. */
static double cell(const struct Rnn *rnn, const double *of, double hidden, float *state) {
  switch (rnn->cell) {
    case CELL_RELU: return of[0] + of[1] > 0 ? of[0] + of[1] : 0;
    case CELL_TANH: return tanh(of[0] + of[1]);
    case CELL_GRU: {
      double reset = sigmoid(of[0] + of[3]), update = sigmoid(of[1] + of[4]);
      return (1 - update) * tanh(of[2] + reset * of[5]) + update * hidden;
    }
    default: {
      double next = sigmoid(of[1] + of[5]) * *state + sigmoid(of[0] + of[4]) * tanh(of[2] + of[6]);
      *state = (float)next;
      return sigmoid(of[3] + of[7]) * tanh(next);
    }
  }
}

/* A step of one sequence: its states h and c are replaced. */
static void step(const struct RnnForward *f, long layer, const float *x, float *h, float *c) {
  const struct Rnn *rnn = &f->rnn;
  long gates = rnn_gates(rnn), units = rnn->hidden;
  double *sums = scratch((size_t)(2 * gates * units), sizeof *sums);
  float *next = scratch((size_t)units, sizeof *next);
  for (long m = 0; m < 2 * gates; m++) multiply(f, layer, m, m < gates ? x : h, sums + m * units);
  for (long u = 0; u < units; u++) {
    double of[8];
    for (long m = 0; m < 2 * gates; m++) of[m] = sums[m * units + u];
    next[u] = (float)cell(rnn, of, rnn->cell == CELL_GRU ? h[u] : 0, c == NULL ? NULL : c + u);
  }
  if (projects(rnn)) {
    multiply(f, layer, 2 * gates, next, sums);
    for (long u = 0; u < rnn->projection; u++) h[u] = (float)sums[u];
  } else {
    memcpy(h, next, (size_t)units * sizeof *h);
  }
  free(next);
  free(sums);
}

/* Copies the states of a layer, zeros if there are none. */
static float *first_states(const float *all, long layer, long count) {
  float *states = scratch((size_t)count, sizeof *states);
  if (all == NULL) memset(states, 0, (size_t)count * sizeof *states);
  else memcpy(states, all + layer * count, (size_t)count * sizeof *states);
  return states;
}

/* One direction of a layer, from its own end; x has rows of the width. */
static void run_direction(const struct RnnForward *f, long layer, const float *x, long width, float *y) {
  const struct Rnn *rnn = &f->rnn;
  long direction = layer % rnn->directions, out = rnn->projection, count = f->batch * out;
  float *h = first_states(f->hx, layer, count), *c = NULL;
  if (rnn->cell == CELL_LSTM) c = first_states(f->cx, layer, f->batch * rnn->hidden);
  for (long i = 0; i < f->steps; i++) {
    long t = direction == 1 ? f->steps - 1 - i : i;
    for (long b = 0; b < f->batch; b++) {
      long row = t * f->batch + b;
      step(f, layer, x + row * width, h + b * out, c == NULL ? NULL : c + b * rnn->hidden);
      memcpy(y + (row * rnn->directions + direction) * out, h + b * out, (size_t)out * sizeof *y);
    }
  }
  if (f->hy != NULL) memcpy(f->hy + layer * count, h, (size_t)count * sizeof *h);
  if (f->cy != NULL && c != NULL) {
    memcpy(f->cy + layer * f->batch * rnn->hidden, c, (size_t)(f->batch * rnn->hidden) * sizeof *c);
  }
  free(h);
  free(c);
}

void rnn_run(const struct RnnForward *f) {
  const struct Rnn *rnn = &f->rnn;
  long width = rnn->input, rows = f->steps * f->batch, out = rnn->directions * rnn->projection;
  const float *x = f->x;
  for (long layer = 0; layer < rnn->layers; layer++) {
    float *y = layer == rnn->layers - 1 ? f->y : f->work + layer % 2 * rows * out;
    for (long d = 0; d < rnn->directions; d++) run_direction(f, layer * rnn->directions + d, x, width, y);
    x = y;
    width = out;
  }
}
