package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Reshape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Some dimensions replaced by some of a second input; ranges are all dimensions where not given,
 * and numbers below 0 are counted from the end.
 *
 * @param begin the first dimension that is replaced
 * @param end one more than the last
 * @param likeBegin the first dimension that takes their place
 * @param likeEnd one more than the last
 */
record ReshapeLikeRule(
    Optional<Long> begin, Optional<Long> end, Optional<Long> likeBegin, Optional<Long> likeEnd)
    implements Reshape.Rule {
  @Override
  public Shape apply(List<Shape> inputs) {
    Shape data = inputs.get(0);
    Shape like = inputs.get(1);
    if (!like.isRankKnown()) {
      return Shape.ofUnknownRank();
    }
    int first = position(begin, 0, data);
    int last = position(end, data.rank(), data);
    int likeFirst = position(likeBegin, 0, like);
    int likeLast = position(likeEnd, like.rank(), like);
    if (first >= last || likeFirst >= likeLast) {
      throw new IllegalArgumentException(
          "the range of dimensions from "
              + first
              + " to "
              + last
              + " of "
              + data
              + " or from "
              + likeFirst
              + " to "
              + likeLast
              + " of "
              + like
              + " is empty");
    }
    long[] before = Arrays.copyOfRange(data.dimensions(), 0, first);
    long[] replaced = Arrays.copyOfRange(like.dimensions(), likeFirst, likeLast);
    long[] after = Arrays.copyOfRange(data.dimensions(), last, data.rank());
    return Shape.of(
        LongStream.concat(
                LongStream.of(before),
                LongStream.concat(LongStream.of(replaced), LongStream.of(after)))
            .toArray());
  }

  private static int position(Optional<Long> given, int otherwise, Shape shape) {
    long position = given.orElse((long) otherwise);
    position += position < 0 ? shape.rank() : 0;
    if (position < 0 || position > shape.rank()) {
      throw new IllegalArgumentException(
          "dimension " + given.map(Object::toString).orElse("") + " is not one of " + shape);
    }
    return (int) position;
  }
}
