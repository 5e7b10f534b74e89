/*
 * A step of recurrent cells, in single precision; a thread does a unit. i: units of a cell, sequences, whether hidden
 * states are projected, step, steps, where the biases of the first direction are. Inputs: products of all steps' data with weights
 * (directions, steps, sequences, gates, units), products of the hidden states (directions, sequences, gates, units),
 * parameters, states.
 */
struct Unit {
  const float *data, *state, *bias, *state_bias;
  long long number, step, direction, sequence;
};

FUNCTION struct Unit unit_of(const struct Args *a, long long t, long long gates) {
  struct Unit unit;
  long long units = a->i[0], sequences = a->i[1], steps = a->i[4];
  unit.number = t % units;
  unit.sequence = t / units % sequences;
  unit.direction = t / units / sequences;
  unit.step = unit.direction ? steps - 1 - a->i[3] : a->i[3];
  long long row = (unit.direction * steps + unit.step) * sequences + unit.sequence;
  unit.data = (const float *)a->in[0] + row * gates * units + unit.number;
  unit.state = (const float *)a->in[1] + t / units * gates * units + unit.number;
  unit.bias = (const float *)a->in[2] + a->i[5] + unit.direction * 2 * gates * units + unit.number;
  unit.state_bias = unit.bias + gates * units;
  return unit;
}

/* What a gate gets, of data and state together. */
FUNCTION float gate_input(const struct Unit *unit, long long gate, long long units) {
  long long at = gate * units;
  return unit->data[at] + unit->state[at] + (unit->bias[at] + unit->state_bias[at]);
}

FUNCTION float sigmoid(float x) { return 1 / (1 + exp(-x)); }

/* Writes a hidden state, and the same as what the layer gives: (steps, sequences, directions, units). */
FUNCTION void put_state(const struct Args *a, const struct Unit *unit, long long t, float x) {
  long long units = a->i[0], directions = a->n / units / a->i[1];
  ((float *)a->out[0])[t] = x;
  ((float *)a->out[1])[((unit->step * a->i[1] + unit->sequence) * directions + unit->direction) * units + unit->number] =
      x;
}

KERNEL(relu_step) {
  EACH(t) {
    struct Unit unit = unit_of(&a, t, 1);
    float x = gate_input(&unit, 0, a.i[0]);
    put_state(&a, &unit, t, x > 0 ? x : 0);
  }
}

KERNEL(tanh_step) {
  EACH(t) {
    struct Unit unit = unit_of(&a, t, 1);
    put_state(&a, &unit, t, tanh(gate_input(&unit, 0, a.i[0])));
  }
}

/* Gates: reset, update, new. Input 3: the hidden states. */
KERNEL(gru_step) {
  long long units = a.i[0];
  EACH(t) {
    struct Unit unit = unit_of(&a, t, 3);
    float reset = sigmoid(gate_input(&unit, 0, units)), update = sigmoid(gate_input(&unit, 1, units));
    float kept = unit.state[2 * units] + unit.state_bias[2 * units];
    float candidate = tanh(unit.data[2 * units] + unit.bias[2 * units] + reset * kept);
    put_state(&a, &unit, t, (1 - update) * candidate + update * FLOATS(3)[t]);
  }
}

/* Gates: input, forget, cell, output. Input 3: the cell states; the last output: the next ones. */
KERNEL(lstm_step) {
  long long units = a.i[0];
  EACH(t) {
    struct Unit unit = unit_of(&a, t, 4);
    float input = sigmoid(gate_input(&unit, 0, units)), forget = sigmoid(gate_input(&unit, 1, units));
    float cell = forget * FLOATS(3)[t] + input * tanh(gate_input(&unit, 2, units));
    float hidden = sigmoid(gate_input(&unit, 3, units)) * tanh(cell);
    if (a.i[2]) {
      FLOATS_OUT(0)[t] = hidden;
      FLOATS_OUT(1)[t] = cell;
    } else {
      put_state(&a, &unit, t, hidden);
      FLOATS_OUT(2)[t] = cell;
    }
  }
}

/* Projected hidden states become what the layer gives. i: width of a state, sequences, directions, step, steps. */
KERNEL(give_states) {
  EACH(t) {
    long long column = t % a.i[0], sequence = t / a.i[0] % a.i[1], direction = t / a.i[0] / a.i[1];
    long long step = direction ? a.i[4] - 1 - a.i[3] : a.i[3];
    FLOATS_OUT(0)[((step * a.i[1] + sequence) * a.i[2] + direction) * a.i[0] + column] = FLOATS(0)[t];
  }
}

/* States of a layer become a part of those of all layers. i: where it begins. */
KERNEL(store_states) {
  EACH(t) FLOATS_OUT(0)[a.i[0] + t] = FLOATS(0)[t];
}
