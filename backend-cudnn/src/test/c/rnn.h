/* What recurrent layers compute, and where their weights lie. */
#ifndef RNN_H
#define RNN_H

#include "cudnn.h"

enum Cell { CELL_RELU = 0, CELL_TANH = 1, CELL_LSTM = 2, CELL_GRU = 3 };

struct Rnn {
  struct Object object;
  bool set;
  int cell, flags;
  long directions, input, hidden, projection, layers; /* projection: hidden where there is none */
};

struct RnnData {
  struct Object object;
  int layout;
  long steps, batch, width; /* no steps: not set */
};

/* A matrix of weights and its bias, in elements from the start of weight space. */
struct Weights {
  long matrix, rows, columns, bias;
};

long rnn_gates(const struct Rnn *rnn);
/* Two for each gate, and the projection. */
long rnn_matrices(const struct Rnn *rnn);
/* The matrix of a layer in a direction. */
struct Weights rnn_weights(const struct Rnn *rnn, long layer, long matrix);
/* The elements of weight space. */
long rnn_weight_count(const struct Rnn *rnn);

struct RnnForward {
  struct Dnn *handle;
  struct Rnn rnn;
  long steps, batch;
  const float *x, *hx, *cx, *weights; /* hx, cx: NULL for zeros */
  float *y, *hy, *cy;                 /* hy, cy: NULL where they are not wanted */
  float *work;
  size_t work_bytes;
};

/* Computes all layers; work holds what two of them give. */
void rnn_run(const struct RnnForward *f);

#endif
