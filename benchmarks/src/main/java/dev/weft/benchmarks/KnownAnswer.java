package dev.weft.benchmarks;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model is known to answer, and how to find out whether it does. */
@FunctionalInterface
interface KnownAnswer {
  /** Nothing is known. */
  KnownAnswer NONE = predictor -> "none";

  /** Returns what the model answers, and whether that is as stated. */
  String compare(ThreadSafePredictor predictor) throws IOException;

  /** What is done to a byte of an image before a model sees it. */
  @FunctionalInterface
  interface Scaling {
    /** Returns the number for a value from 0 to 255. */
    float apply(float value);
  }

  /** So many of the first images are given the label that they have. */
  static KnownAnswer classified(Path images, Path labels, Scaling scaling, int count, int right) {
    return predictor -> {
      IdxFile pixels = IdxFile.read(images);
      IdxFile classes = IdxFile.read(labels);
      int found = 0;
      for (int first = 0; first < count; first += 64) {
        int size = Math.min(64, count - first);
        float[] scores =
            predictor.predict(pixels.images(first, size, scaling)).get(0).toFloatArray();
        int width = scores.length / size;
        for (int i = 0; i < size; i++) {
          float[] row = Arrays.copyOfRange(scores, i * width, (i + 1) * width);
          found += indexOfGreatest(row) == classes.first(first + i) ? 1 : 0;
        }
      }
      String of = String.format(Locale.ROOT, " of %,d right", count);
      return verdict(
          String.format(Locale.ROOT, "%,d", found) + of,
          String.format(Locale.ROOT, "%,d", right) + of);
    };
  }

  /**
   * The error over all rows of a file of films and their ratings, summed in single precision: only
   * so does the last digit come out as stated.
   */
  static KnownAnswer meanSquaredError(Path rows, String stated) {
    Pattern row = Pattern.compile(":score\\s+\\[([^\\]]*)\\][^}]*?:features\\s+\\(([^)]*)\\)");
    return predictor -> {
      List<Float> scores = new ArrayList<>();
      List<Float> features = new ArrayList<>();
      Matcher matcher = row.matcher(IdxFile.text(rows));
      while (matcher.find()) {
        scores.add(Float.valueOf(matcher.group(1).strip()));
        for (String feature : matcher.group(2).strip().split("\\s+", -1)) {
          features.add(Float.valueOf(feature));
        }
      }
      float[] all = new float[features.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = features.get(i);
      }
      Tensor input = Tensor.of(all, scores.size(), all.length / scores.size());
      float[] predicted = predictor.predict(input).get(0).toFloatArray();
      float squares = 0;
      for (int i = 0; i < predicted.length; i++) {
        float error = predicted[i] - scores.get(i);
        squares += error * error;
      }
      return "mean squared error " + verdict(Float.toString(squares / predicted.length), stated);
    };
  }

  /** The first number of the first output. */
  static KnownAnswer firstOutput(Tensor input, String stated) {
    return predictor ->
        verdict(Double.toString(predictor.predict(input).get(0).toDoubleArray()[0]), stated);
  }

  /** An output of length 1. */
  static KnownAnswer unitVector(Tensor input) {
    return predictor -> {
      double squares = 0;
      for (double value : predictor.predict(input).get(0).toDoubleArray()) {
        squares += value * value;
      }
      return "length of the output "
          + verdict(String.format(Locale.ROOT, "%.5f", Math.sqrt(squares)), "1.00000");
    };
  }

  private static String verdict(String found, String stated) {
    return found + (found.equals(stated) ? ", as stated" : ", **stated: " + stated + "**");
  }

  private static int indexOfGreatest(float[] values) {
    int greatest = 0;
    for (int i = 1; i < values.length; i++) {
      greatest = values[i] > values[greatest] ? i : greatest;
    }
    return greatest;
  }
}
