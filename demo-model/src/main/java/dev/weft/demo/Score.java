package dev.weft.demo;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How many pictures of a set a network names rightly, by look. Not thread-safe. */
final class Score {
  private final Map<Look, int[]> rightAndAll = new EnumMap<>(Look.class);

  private Score() {}

  /** Lets a network name every picture of a set. */
  static Score of(Mxnet mxnet, Network network, GlyphSet set) {
    Score score = new Score();
    int classes = GlyphClasses.count();
    int batch = 100;
    for (int start = 0; start < set.size(); start += batch) {
      int end = Math.min(start + batch, set.size());
      try (Batch part = Batch.of(mxnet, set, start, end)) {
        float[] probabilities = network.predict(part.data(), part.label());
        for (int i = start; i < end; i++) {
          GlyphSet.Glyph glyph = set.glyphs().get(i);
          score.add(glyph, best(probabilities, (i - start) * classes, classes));
        }
      }
    }
    return score;
  }

  /** The share of right answers over all pictures. */
  double accuracy() {
    return (double) rightAndAll.values().stream().mapToInt(pair -> pair[0]).sum()
        / rightAndAll.values().stream().mapToInt(pair -> pair[1]).sum();
  }

  @Override
  public String toString() {
    return rightAndAll.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue()[0] + "/" + e.getValue()[1])
        .collect(
            Collectors.joining(
                ", ", String.format(Locale.ROOT, "%.2f %% right (", 100 * accuracy()), ")"));
  }

  /** The index of the greatest of {@code count} values from {@code start}, counted from there. */
  static int best(float[] values, int start, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[start + i] > values[start + best]) {
        best = i;
      }
    }
    return best;
  }

  private void add(GlyphSet.Glyph glyph, int answer) {
    int[] pair = rightAndAll.computeIfAbsent(glyph.look(), look -> new int[2]);
    pair[0] += answer == glyph.classNumber() ? 1 : 0;
    pair[1]++;
  }
}
