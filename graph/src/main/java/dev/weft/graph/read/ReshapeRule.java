package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The shape that codes tell, as MXNet's Reshape defines them: a size of its own, 0 for that of the
 * input, −1 for whatever is left, −2 for all remaining dimensions, −3 for the product of two, −4
 * for one split into the two sizes that follow.
 *
 * @param codes the codes
 * @param reverse whether codes and dimensions are matched from the last on
 */
record ReshapeRule(List<Long> codes, boolean reverse) implements Reshape.Rule {
  ReshapeRule {
    codes = List.copyOf(codes);
    if (codes.stream().anyMatch(code -> code < -4)) {
      throw new IllegalArgumentException("shape is " + codes + ", expected codes of at least -4");
    }
  }

  @Override
  public Shape apply(List<Shape> inputs) {
    List<Long> data = new ArrayList<>();
    for (long size : inputs.get(0).dimensions()) {
      data.add(size);
    }
    List<Long> ordered = new ArrayList<>(codes);
    if (reverse) {
      Collections.reverse(data);
      Collections.reverse(ordered);
    }
    List<Long> sizes = new Matching(ordered, data).sizes();
    if (reverse) {
      Collections.reverse(sizes);
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** Codes being matched with dimensions; for one use. */
  private static final class Matching {
    private final List<Long> codes;
    private final List<Long> data;
    private final List<Long> sizes = new ArrayList<>();
    private int next;
    private int inferred = -1;
    private long copiedUnknown;

    Matching(List<Long> codes, List<Long> data) {
      this.codes = codes;
      this.data = data;
    }

    List<Long> sizes() {
      for (int i = 0; i < codes.size(); i++) {
        long code = codes.get(i);
        if (code == 0) {
          copy();
        } else if (code == -1) {
          infer();
        } else if (code == -2) {
          while (next < data.size()) {
            copy();
          }
        } else if (code == -3) {
          merge();
        } else if (code == -4) {
          split(code(i + 1), code(i + 2));
          i += 2;
        } else {
          sizes.add(code);
          next++;
        }
      }
      if (inferred >= 0) {
        sizes.set(inferred, remaining());
      }
      return sizes;
    }

    private long code(int index) {
      if (index >= codes.size()) {
        throw new IllegalArgumentException(
            "shape " + codes + " ends behind -4, expected two sizes");
      }
      return codes.get(index);
    }

    private long take() {
      if (next >= data.size()) {
        throw new IllegalArgumentException(
            "shape " + codes + " asks for dimension " + next + " of data of shape " + data);
      }
      return data.get(next++);
    }

    private void copy() {
      long size = take();
      copiedUnknown += size == Shape.UNKNOWN ? 1 : 0;
      sizes.add(size);
    }

    private void infer() {
      if (inferred >= 0) {
        throw new IllegalArgumentException("shape " + codes + " has -1 twice, expected it once");
      }
      inferred = sizes.size();
      sizes.add(1L);
      next++;
    }

    private void merge() {
      long first = take();
      long second = take();
      sizes.add(first == Shape.UNKNOWN || second == Shape.UNKNOWN ? Shape.UNKNOWN : first * second);
    }

    private void split(long first, long second) {
      long whole = take();
      if ((first < 1 && first != -1)
          || (second < 1 && second != -1)
          || (first == second && first < 0)) {
        throw new IllegalArgumentException(
            "shape "
                + codes
                + " splits into "
                + first
                + " and "
                + second
                + ", expected sizes, one of which may be -1");
      }
      long one = first < 0 ? Dimensions.map(whole, size -> size / second) : first;
      long other = second < 0 ? Dimensions.map(whole, size -> size / first) : second;
      if (whole != Shape.UNKNOWN && one * other != whole) {
        throw new IllegalArgumentException(
            "shape " + codes + " splits " + whole + " into " + one + " times " + other);
      }
      sizes.add(one);
      sizes.add(other);
    }

    /** Unknown dimensions that are all copied cancel out. */
    private long remaining() {
      if (unknown(data) != copiedUnknown || unknown(sizes) != copiedUnknown) {
        return Shape.UNKNOWN;
      }
      long elements = product(data);
      long told = product(sizes);
      if (told == 0 || elements % told != 0) {
        throw new IllegalArgumentException(
            "data of shape " + data + " cannot be reshaped to " + codes);
      }
      return elements / told;
    }

    private static long unknown(List<Long> sizes) {
      return sizes.stream().filter(size -> size == Shape.UNKNOWN).count();
    }

    private static long product(List<Long> factors) {
      return factors.stream().filter(size -> size != Shape.UNKNOWN).reduce(1L, Math::multiplyExact);
    }
  }
}
