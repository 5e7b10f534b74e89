package dev.weft.samples;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.samples.image.Labels;
import dev.weft.samples.image.Preprocessing;
import dev.weft.samples.image.Probabilities;
import dev.weft.samples.measure.Latencies;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints what {@link MultiThreadedInference} found. */
final class LabelReport {
  private final PrintWriter out;
  private final int top;
  private final Labels labels;

  LabelReport(PrintWriter out, int top, Labels labels) {
    this.out = out;
    this.top = top;
    this.labels = labels;
  }

  void heading(String name, Model model, PredictorOptions options, Preprocessing preprocessing) {
    out.printf(
        Locale.ROOT,
        "model %s on %s (%s): %,d bytes of parameters, held once for all threads%n",
        name,
        options.backend().orElse("?"),
        options.device().map(Object::toString).orElse("cpu"),
        model.parameterBytes());
    out.println("images " + preprocessing);
    out.flush();
  }

  void results(LabelRun run) {
    for (LabelRun.Answer answer : run.answers()) {
      String took =
          answer.calls() == 1
              ? Latencies.millis(answer.latencies().percentileNanos(50))
              : answer.latencies() + " (" + answer.calls() + " calls)";
      out.println();
      out.printf("%s  answered by %s in %s%n", answer.name(), answer.thread(), took);
      labels(answer);
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d calls by %d threads in %s, %.1f images/s%n",
        run.calls(),
        run.threads(),
        Latencies.millis(run.wallNanos()),
        run.calls() * 1e9 / run.wallNanos());
    if (run.calls() > run.answers().size() && run.differing() == 0) {
      out.println("all answers for an image are bit-equal");
    }
  }

  private void labels(LabelRun.Answer answer) {
    float[] scores = classScores(answer.scores());
    if (labels.count() != 0 && labels.count() != scores.length) {
      throw new IllegalArgumentException(
          "the model has "
              + scores.length
              + " classes, but the synset has "
              + labels.count()
              + " labels; give the right one with --synset");
    }
    Probabilities probabilities = Probabilities.of(scores);
    for (int number : probabilities.top(top)) {
      out.printf(
          Locale.ROOT, "  %6.2f %%  %s%n", 100 * probabilities.of(number), labels.of(number));
    }
  }

  private static float[] classScores(Tensor output) {
    Shape shape = output.shape();
    // Some networks leave the size of the picture behind the classes: (1, classes, 1, 1).
    if (shape.rank() < 2
        || shape.elementCount() == 0
        || shape.dimension(0) != 1
        || shape.dimension(1) != shape.elementCount()) {
      throw new IllegalArgumentException(
          "the model answers one image with "
              + output
              + ", expected (1, classes); run it with RunModel");
    }
    return output.toFloatArray();
  }
}
