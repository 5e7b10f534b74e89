package dev.weft.samples;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Progress;
import dev.weft.samples.cli.TraceArguments;
import dev.weft.samples.image.ImageSource;
import dev.weft.samples.image.Preprocessing;
import dev.weft.samples.measure.Bits;
import dev.weft.samples.measure.Latencies;
import dev.weft.samples.measure.ThreadTeam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Answers images by a team of threads.
 *
 * <p>The threads share the predictor. Each writes only the elements of the tasks that it took;
 * joining the team orders these writes before {@link #answers()}.
 */
final class LabelRun {
  private final ThreadSafePredictor predictor;
  private final int threads;
  private final int repeat;
  private final TraceArguments trace;
  private final List<Answer> answers = new ArrayList<>();
  private final AtomicInteger differing = new AtomicInteger();
  private long wallNanos;

  /**
   * What was answered for an image.
   *
   * @param name the image
   * @param thread the thread that answered first
   * @param calls how many calls answered
   * @param latencies how long they took
   * @param scores the model's first output
   */
  record Answer(String name, String thread, int calls, Latencies latencies, Tensor scores) {}

  private record First(String thread, Tensor scores) {}

  LabelRun(ThreadSafePredictor predictor, int threads, int repeat, TraceArguments trace) {
    this.predictor = predictor;
    this.threads = threads;
    this.repeat = repeat;
    this.trace = trace;
  }

  void run(List<ImageSource> sources, Preprocessing preprocessing, Progress progress)
      throws Exception {
    int count = sources.size();
    List<Tensor> inputs = new ArrayList<>(Collections.nCopies(count, null));
    ThreadTeam.run(threads, count, i -> inputs.set(i, input(sources.get(i), preprocessing)));

    AtomicReferenceArray<First> firsts = new AtomicReferenceArray<>(count);
    long[][] nanos = new long[count][repeat];
    long start = System.nanoTime();
    ThreadTeam.run(
        threads,
        Math.multiplyExact(count, repeat),
        task -> {
          int image = task % count;
          long begin = System.nanoTime();
          Tensor scores = predictor.predict(inputs.get(image)).get(0);
          long end = System.nanoTime();
          nanos[image][task / count] = end - begin;
          trace.called(task + 1L, begin, end);
          First mine = new First(Thread.currentThread().getName(), scores);
          First first = firsts.compareAndExchange(image, null, mine);
          if (first != null && !Bits.equal(List.of(first.scores()), List.of(scores))) {
            differing.incrementAndGet();
          }
          progress.step();
        });
    wallNanos = System.nanoTime() - start;
    for (int i = 0; i < count; i++) {
      First first = firsts.get(i);
      Latencies latencies = Latencies.of(nanos[i]);
      answers.add(
          new Answer(sources.get(i).name(), first.thread(), repeat, latencies, first.scores()));
    }
  }

  private static Tensor input(ImageSource source, Preprocessing preprocessing) throws Exception {
    try {
      return preprocessing.apply(source.read());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source.name() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the answers in the order of the images. */
  List<Answer> answers() {
    return answers;
  }

  int threads() {
    return threads;
  }

  int calls() {
    return answers.size() * repeat;
  }

  long wallNanos() {
    return wallNanos;
  }

  /** Returns how many answers differed from the first one for the same image. */
  int differing() {
    return differing.get();
  }
}
