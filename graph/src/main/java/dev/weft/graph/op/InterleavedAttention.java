package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Products of attention heads over projections that lie interleaved: data of length, batch and, for
 * each head, its queries, keys and values behind one another. Scores are of batch · heads, length
 * of the queries, length of the keys, and divided by √(width of a head).
 *
 * @param kind which product
 * @param heads the number of heads
 */
public record InterleavedAttention(Kind kind, long heads) implements Op {
  /** Which product. */
  public enum Kind {
    /** Scores, of queries, keys and values in one input. */
    SELF_SCORES,
    /** Sums of values, of queries, keys and values in one input, and weights. */
    SELF_VALUES,
    /** Scores, of queries, and keys and values. */
    CROSS_SCORES,
    /** Sums of values, of keys and values, and weights. */
    CROSS_VALUES
  }

  @Override
  public String operator() {
    return switch (kind) {
      case SELF_SCORES -> "_contrib_interleaved_matmul_selfatt_qk";
      case SELF_VALUES -> "_contrib_interleaved_matmul_selfatt_valatt";
      case CROSS_SCORES -> "_contrib_interleaved_matmul_encdec_qk";
      case CROSS_VALUES -> "_contrib_interleaved_matmul_encdec_valatt";
    };
  }

  /** {@return the number of projections that lie interleaved in the input that holds keys} */
  public int parts() {
    return kind == Kind.SELF_SCORES || kind == Kind.SELF_VALUES ? 3 : 2;
  }

  private void requireProjections(String name, Shape shape, int projections) {
    long width = shape.dimension(2);
    if (width != Shape.UNKNOWN && (width == 0 || width % (projections * heads) != 0)) {
      throw new IllegalArgumentException(
          name
              + " of shape "
              + shape
              + " ends in "
              + width
              + ", expected a multiple of "
              + projections * heads
              + ": "
              + projections
              + " for each of "
              + heads
              + " heads");
    }
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape first = inputs.get(0).shape();
    Shape second = inputs.get(inputs.size() - 1).shape();
    boolean known = Dimensions.requireRank("the first input", first, 3, 3);
    known &= Dimensions.requireRank("the last input", second, 3, 3);
    if (!known) {
      return List.of(inputs.get(0).withShape(Dimensions.ofRank(3)));
    }
    requireProjections("the first input", first, kind == Kind.CROSS_SCORES ? 1 : parts());
    if (kind == Kind.CROSS_SCORES) {
      requireProjections("the last input", second, parts());
    }
    long batch = first.dimension(1);
    long scores = Dimensions.map(batch, size -> size * heads);
    Shape shape =
        switch (kind) {
          case SELF_SCORES, CROSS_SCORES ->
              Shape.of(scores, first.dimension(0), second.dimension(0));
          case SELF_VALUES, CROSS_VALUES -> {
            Dimensions.merge(second, Shape.of(scores, Shape.UNKNOWN, first.dimension(0)));
            long width = Dimensions.map(first.dimension(2), size -> size / parts());
            yield Shape.of(second.dimension(1), batch, width);
          }
        };
    return List.of(inputs.get(0).withShape(shape));
  }
}
