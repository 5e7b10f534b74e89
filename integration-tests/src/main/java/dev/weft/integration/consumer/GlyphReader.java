package dev.weft.integration.consumer;

import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Names the glyphs in pictures, by threads that share one predictor. */
public final class GlyphReader {
  private static final int THREADS = 4;
  private static final int CALLS_PER_PICTURE = 4;
  private static final int SIDE = 32;

  private GlyphReader() {}

  /**
   * Prints the class of each picture, all in one line.
   *
   * @param arguments the prefix of the model's files, and a file of pictures: 32 by 32
   *     little-endian floats each
   * @throws IOException if the pictures cannot be read
   * @throws InterruptedException if interrupted while waiting for the threads
   * @throws ExecutionException if a call failed
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    ModelSource source = ModelSource.mxnet(Path.of(arguments[0]), 0);
    List<Tensor> pictures = pictures(Path.of(arguments[1]));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
      List<Callable<String>> rounds =
          Collections.nCopies(CALLS_PER_PICTURE, pictures).stream()
              .<Callable<String>>map(all -> () -> classes(predictor, all))
              .toList();
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(rounds)) {
        answers.add(answer.get());
      }
      if (answers.stream().distinct().count() > 1) {
        throw new IllegalStateException("threads do not agree: " + answers);
      }
      System.out.println(answers.get(0));
    } finally {
      threads.shutdown();
    }
  }

  private static String classes(ThreadSafePredictor predictor, List<Tensor> pictures) {
    return pictures.stream()
        .map(picture -> indexOfGreatest(predictor.predict(picture).get(0).toFloatArray()))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static List<Tensor> pictures(Path file) throws IOException {
    FloatBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    List<Tensor> pictures = new ArrayList<>();
    while (values.hasRemaining()) {
      float[] picture = new float[SIDE * SIDE];
      values.get(picture);
      pictures.add(Tensor.of(picture, 1, 1, SIDE, SIDE));
    }
    return pictures;
  }

  private static int indexOfGreatest(float[] values) {
    int greatest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[greatest]) {
        greatest = i;
      }
    }
    return greatest;
  }
}
