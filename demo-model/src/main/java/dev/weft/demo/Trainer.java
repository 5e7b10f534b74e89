package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains the demo model and writes it: {@code model/glyphs-symbol.json}, {@code
 * model/glyphs-0000.params} and {@code model/synset.txt}.
 *
 * <p>Every epoch paints new pictures, so the network sees none twice. The accuracy printed after
 * each epoch is that on a validation set with the training fonts; the held-out set is not touched
 * before the end.
 */
public final class Trainer {
  private static final long TRAINING_SEED = 1_000;
  private static final long VALIDATION_SEED = 2_000;
  private static final List<Look> TRAINING_LOOKS = List.of(Look.PRINTED, Look.DRAWN);

  private static final int EPOCHS = 12;
  private static final int PICTURES_PER_EPOCH = 34 * 1_000;
  private static final int BATCH = 100;
  private static final double PEAK_RATE = 0.1;
  private static final int WARM_UP_STEPS = 200;

  private final Mxnet mxnet;
  private final GlyphPainter painter;

  private Trainer(Mxnet mxnet, GlyphPainter painter) {
    this.mxnet = mxnet;
    this.painter = painter;
  }

  /**
   * Trains and writes.
   *
   * @param arguments the directory of this Maven module; the working directory if absent
   * @throws IOException if the files cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments.length > 0 ? arguments[0] : "");
    Path model = Files.createDirectories(module.resolve("model"));
    new Trainer(Mxnet.load(), GlyphPainter.open()).run(model);
  }

  private void run(Path model) throws IOException {
    GlyphSet validation = GlyphSet.painted(painter, VALIDATION_SEED, 34 * 60, TRAINING_LOOKS);
    int size = Preprocessing.SIZE;
    try (Symbol symbol = GlyphNet.symbol(mxnet);
        Parameters parameters =
            Parameters.random(mxnet, symbol, TRAINING_SEED, BATCH, 1, size, size);
        Network network = new Network(mxnet, symbol, parameters);
        MomentumDescent descent = new MomentumDescent(mxnet)) {
      print("%d parameters", parameters.size());
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        final long start = System.nanoTime();
        double loss = epoch(epoch, network, parameters, descent);
        double seconds = (System.nanoTime() - start) / 1e9;
        Score score = Score.of(mxnet, network, validation);
        print("epoch %2d: loss %.4f, validation %s, %.0f s", epoch + 1, loss, score, seconds);
      }
      symbol.write(model.resolve("glyphs-symbol.json"));
      parameters.write(model.resolve("glyphs-0000.params"));
      Files.writeString(
          model.resolve("synset.txt"), String.join("\n", GlyphClasses.labels()) + "\n");
    }
  }

  /** One pass over fresh pictures; returns their mean cross entropy. */
  private double epoch(int epoch, Network network, Parameters parameters, MomentumDescent descent) {
    GlyphSet set =
        GlyphSet.painted(painter, TRAINING_SEED + epoch, PICTURES_PER_EPOCH, TRAINING_LOOKS);
    int steps = set.size() / BATCH;
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      try (Batch batch = Batch.of(mxnet, set, step * BATCH, (step + 1) * BATCH)) {
        float[] probabilities = network.learn(batch.data(), batch.label());
        descent.step(
            parameters, network.gradients(), rate(epoch * steps + step, EPOCHS * steps), BATCH);
        for (int i = 0; i < BATCH; i++) {
          int right = set.glyphs().get(step * BATCH + i).classNumber();
          loss -= Math.log(Math.max(1e-10, probabilities[i * GlyphClasses.count() + right]));
        }
      }
    }
    return loss / (steps * BATCH);
  }

  /** Rises in a line at first, then falls to 0 as half a cosine. */
  private static double rate(int step, int steps) {
    double warmth = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
    return PEAK_RATE * warmth * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
