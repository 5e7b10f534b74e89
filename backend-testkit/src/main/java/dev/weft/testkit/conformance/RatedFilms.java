package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Rows of features and the score that a model shall predict from them. The file is EDN text: a
 * vector of maps with, among others, {@code :score [3.5]} and {@code :features (0.0 1.0 …)}.
 *
 * @param features the features of all rows
 * @param scores the score of each row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RatedFilms(Tensor features, double[] scores) {

  private static final Pattern ROW =
      Pattern.compile(":score\\s+\\[([^\\]]*)\\][^}]*?:features\\s+[(\\[]([^)\\]]*)[)\\]]");

  private static final Pattern WHITE = Pattern.compile("\\s+");

  static RatedFilms read(Path file) throws IOException {
    String text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<float[]> rows = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    Matcher matcher = ROW.matcher(text);
    while (matcher.find()) {
      scores.add(Double.valueOf(matcher.group(1).strip()));
      rows.add(numbers(matcher.group(2)));
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " has no row of :score and :features");
    }
    int width = rows.get(0).length;
    float[] all = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * width, width);
    }
    return new RatedFilms(
        Tensor.of(all, rows.size(), width),
        scores.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static float[] numbers(String list) {
    List<String> words = WHITE.splitAsStream(list.strip()).toList();
    float[] numbers = new float[words.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(words.get(i));
    }
    return numbers;
  }
}
