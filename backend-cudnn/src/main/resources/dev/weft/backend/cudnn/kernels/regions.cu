/* Features of regions of maps, in single precision. Input 1 has for each region its map, left, top, right and bottom. */

/* Rounds halves away from zero. */
FUNCTION long long rounded(float x) { return (long long)(x < 0 ? -floor(0.5 - x) : floor(0.5 + x)); }

FUNCTION long long clipped(float x, long long size) {
  return x > 0 ? x < size ? (long long)x : size : 0;
}

/* Where a cell of a region begins, or ends; a region that begins at a place and has a size is divided evenly. */
FUNCTION long long cell_begin(long long cell, long long start, long long size, long long cells, long long limit) {
  return clipped(floor(cell * ((float)size / cells)) + start, limit);
}

FUNCTION long long cell_end(long long cell, long long start, long long size, long long cells, long long limit) {
  return clipped(ceil((cell + 1) * ((float)size / cells)) + start, limit);
}

/* The greatest element of each cell. i: maps, channels, height, width, rows and columns of cells. f: scale. */
KERNEL(roi_pooling) {
  long long maps = a.i[0], channels = a.i[1], height = a.i[2], width = a.i[3], rows = a.i[4], columns = a.i[5];
  float scale = (float)a.f[0];
  EACH(t) {
    long long column = t % columns, row = t / columns % rows, channel = t / columns / rows % channels;
    const float *region = FLOATS(1) + t / columns / rows / channels * 5;
    long long map = (long long)region[0];
    float greatest = 0;
    if (map >= 0 && map < maps) {
      long long left = rounded(region[1] * scale), across = rounded(region[3] * scale) - left + 1;
      long long top = rounded(region[2] * scale), down = rounded(region[4] * scale) - top + 1;
      across = across < 1 ? 1 : across;
      down = down < 1 ? 1 : down;
      long long x0 = cell_begin(column, left, across, columns, width);
      long long x1 = cell_end(column, left, across, columns, width);
      long long y0 = cell_begin(row, top, down, rows, height), y1 = cell_end(row, top, down, rows, height);
      const float *plane = FLOATS(0) + (map * channels + channel) * height * width;
      greatest = x0 < x1 && y0 < y1 ? float_of_bits(0xff7fffffu) : 0;
      for (long long y = y0; y < y1; y++) {
        for (long long x = x0; x < x1; x++) {
          greatest = plane[y * width + x] > greatest ? plane[y * width + x] : greatest;
        }
      }
    }
    FLOATS_OUT(0)[t] = greatest;
  }
}

/* The element between four others, whose place is in the map. */
FUNCTION float element_between(const float *plane, float y, float x, long long height, long long width) {
  long long top = (long long)y, left = (long long)x;
  long long bottom = top + 1 < height ? top + 1 : height - 1, right = left + 1 < width ? left + 1 : width - 1;
  float below = y - top, beside = x - left;
  return (1 - below) * (1 - beside) * plane[top * width + left] + (1 - below) * beside * plane[top * width + right]
      + below * (1 - beside) * plane[bottom * width + left] + below * beside * plane[bottom * width + right];
}

FUNCTION float bounded(float x, float most) { return x < 0 ? 0 : x > most ? most : x; }

/*
 * The mean of interpolated points of each cell. i: maps, channels, height, width, rows and columns of cells, points along
 * an axis of a cell or at most 0, whether a channel belongs to one cell, whether places are shifted by half a pixel.
 * f: scale.
 */
KERNEL(roi_align) {
  long long maps = a.i[0], channels = a.i[1], height = a.i[2], width = a.i[3], rows = a.i[4], columns = a.i[5];
  float scale = (float)a.f[0], offset = a.i[8] ? 0.5f : 0;
  long long cells = rows * columns, per_region = a.i[7] ? channels : channels * cells;
  EACH(t) {
    long long at = t % per_region;
    long long channel = a.i[7] ? at : at / cells, cell = at % cells;
    const float *region = FLOATS(1) + t / per_region * 5;
    float left = region[1] * scale - offset, across = region[3] * scale - offset - left;
    float top = region[2] * scale - offset, down = region[4] * scale - offset - top;
    long long map = (long long)region[0];
    int wrong = map >= maps || (map >= 0 && a.i[8] && !(across > 0 && down > 0));
    float sum = 0;
    if (wrong) {
      FAULT();
    }
    if (map >= 0 && !wrong) {
      if (!a.i[8]) {
        across = across < 1 ? 1 : across;
        down = down < 1 ? 1 : down;
      }
      float step_y = down / rows, step_x = across / columns;
      long long points_y = a.i[6] > 0 ? a.i[6] : (long long)ceil(step_y);
      long long points_x = a.i[6] > 0 ? a.i[6] : (long long)ceil(step_x);
      const float *plane = FLOATS(0) + (map * channels + channel) * height * width;
      for (long long i = 0; i < points_y; i++) {
        float y = top + cell / columns * step_y + (i + 0.5f) * step_y / points_y;
        for (long long j = 0; j < points_x; j++) {
          float x = left + cell % columns * step_x + (j + 0.5f) * step_x / points_x;
          if (y >= -1 && y <= height && x >= -1 && x <= width) {
            sum += element_between(plane, bounded(y, height - 1), bounded(x, width - 1), height, width);
          }
        }
      }
      sum /= points_y * points_x;
    }
    FLOATS_OUT(0)[t] = sum;
  }
}

/*
 * For position-sensitive pooling, of an element t of the output: its region, channel and cell, and the plane to read. i:
 * maps, height, width, channels, cells along an axis, groups along an axis.
 */
struct Cell {
  const float *region;
  const float *plane;
  long long number, channel, row, column;
};

FUNCTION int find_cell(struct Cell *cell, long long t, const struct Args *a) {
  long long size = a->i[4], groups = a->i[5];
  cell->column = t % size;
  cell->row = t / size % size;
  cell->channel = t / size / size % a->i[3];
  cell->number = t / size / size / a->i[3];
  cell->region = (const float *)a->in[1] + cell->number * 5;
  long long row = cell->row * groups / size, column = cell->column * groups / size;
  row = row < groups ? row : groups - 1;
  column = column < groups ? column : groups - 1;
  long long map = (long long)cell->region[0];
  long long plane = ((map * a->i[3] + cell->channel) * groups + row) * groups + column;
  cell->plane = (const float *)a->in[0] + plane * a->i[1] * a->i[2];
  return map >= 0 && map < a->i[0];
}

/* The mean of the elements of a cell. f: scale. */
KERNEL(cell_mean) {
  long long height = a.i[1], width = a.i[2], size = a.i[4];
  float scale = (float)a.f[0];
  EACH(t) {
    struct Cell cell;
    float sum = 0;
    if (!find_cell(&cell, t, &a)) {
      FAULT();
    } else {
      float left = (float)rounded(cell.region[1]) * scale, top = (float)rounded(cell.region[2]) * scale;
      float across = ((float)rounded(cell.region[3]) + 1) * scale - left;
      float down = ((float)rounded(cell.region[4]) + 1) * scale - top;
      across = (across > 0.1f ? across : 0.1f) / size;
      down = (down > 0.1f ? down : 0.1f) / size;
      long long y0 = clipped(floor(cell.row * down + top), height);
      long long y1 = clipped(ceil((cell.row + 1) * down + top), height);
      long long x0 = clipped(floor(cell.column * across + left), width);
      long long x1 = clipped(ceil((cell.column + 1) * across + left), width);
      for (long long y = y0; y < y1; y++) {
        for (long long x = x0; x < x1; x++) {
          sum += cell.plane[y * width + x];
        }
      }
      sum = y0 < y1 && x0 < x1 ? sum / ((y1 - y0) * (x1 - x0)) : 0;
    }
    FLOATS_OUT(0)[t] = sum;
  }
}

/*
 * The mean of points in a cell, which a shift moves. i from 6: parts and points along an axis of a cell, whether input 2
 * has shifts, the classes of these. f: scale, what shifts are multiplied with.
 */
KERNEL(shifted_cell_mean) {
  long long height = a.i[1], width = a.i[2], size = a.i[4], parts = a.i[6], points = a.i[7];
  float scale = (float)a.f[0];
  EACH(t) {
    struct Cell cell;
    float sum = 0;
    long long inside = 0;
    if (!find_cell(&cell, t, &a)) {
      FAULT();
      continue;
    }
    float left = (float)rounded(cell.region[1]) * scale - 0.5f, top = (float)rounded(cell.region[2]) * scale - 0.5f;
    float across = ((float)rounded(cell.region[3]) + 1) * scale - 0.5f - left;
    float down = ((float)rounded(cell.region[4]) + 1) * scale - 0.5f - top;
    across = across > 0.1f ? across : 0.1f;
    down = down > 0.1f ? down : 0.1f;
    float shift_x = 0, shift_y = 0;
    if (a.i[8]) {
      long long row = (long long)floor((float)cell.row / size * parts);
      long long column = (long long)floor((float)cell.column / size * parts);
      long long which = cell.number * a.i[9] + cell.channel / (a.i[3] / a.i[9]);
      const float *shifts = (const float *)a.in[2] + which * 2 * parts * parts + row * parts + column;
      shift_x = shifts[0] * (float)a.f[1];
      shift_y = shifts[parts * parts] * (float)a.f[1];
    }
    float x0 = cell.column * (across / size) + left + shift_x * across;
    float y0 = cell.row * (down / size) + top + shift_y * down;
    for (long long i = 0; i < points; i++) {
      for (long long j = 0; j < points; j++) {
        float x = x0 + j * (across / size / points), y = y0 + i * (down / size / points);
        if (x >= -0.5f && x <= width - 0.5f && y >= -0.5f && y <= height - 0.5f) {
          sum += element_between(cell.plane, bounded(y, height - 1), bounded(x, width - 1), height, width);
          inside++;
        }
      }
    }
    FLOATS_OUT(0)[t] = inside == 0 ? 0 : sum / inside;
  }
}
