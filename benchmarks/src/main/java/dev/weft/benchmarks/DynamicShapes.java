package dev.weft.benchmarks;

import dev.weft.DataType;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What do images of ever new sizes cost? Makes 2,000 calls with 500 random sizes, each drawn at
 * random, of 32 to 256 rows and columns. Prints the resident memory as it goes, which should level
 * off, and holds each later call of a size against the first of that size, which had to prepare for
 * it: no call should take longer. Other load of the machine shows in the wall time, not in the
 * processor time of the calling thread, which tells only of backends that compute on it. Linux
 * only.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.DynamicShapes \
 *     -Dbenchmark.jvm="-Xms512m -Xmx512m -XX:+AlwaysPreTouch" -Dbenchmark.args="resnet-18 onednn"
 * }</pre>
 */
public final class DynamicShapes {
  private static final int CALLS = 2000;
  private static final int CALLS_PER_LINE = 100;
  private static final int SIZES = 500;
  private static final int SMALLEST = 32;
  private static final int LARGEST = 256;
  private static final int GREATEST_PRINTED = 3;
  private static final double[] LIMITS = {1, 1.1, 1.5, 2};
  private static final long SEED = 42;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private DynamicShapes() {}

  /** A call of a size that was called before. */
  private record Repeat(Shape shape, int call, double millis, double firstMillis) {
    double ratio() {
      return millis / firstMillis;
    }

    void print(String what) {
      System.out.printf(
          Locale.ROOT,
          "%s: call %d of shape %s took %.2f ms, the first of that shape %.2f ms, ratio %.3f%n",
          what,
          call,
          shape,
          millis,
          firstMillis,
          ratio());
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-18 if absent; the backend, onednn if
   *     absent; how many calls, 2,000 if absent; how many sizes, 500 if absent
   * @throws IOException if the model cannot be written, or the memory cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-18");
    String backend = given.text(1, "onednn");
    int calls = given.integer(2, CALLS);
    int sizes = given.integer(3, SIZES);
    BenchmarkModel model = BenchmarkModel.named(network);
    PredictorOptions options = PredictorOptions.builder().backend(backend).build();
    SplittableRandom random = new SplittableRandom(SEED);
    List<Tensor> inputs = inputs(random, model.input().shape(), sizes);
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      List<Tensor> unusedResult = predictor.predict(model.input());
      System.out.printf(
          Locale.ROOT,
          "%s, %s, %d sizes; RSS after a call of %s: %.0f MiB%n",
          network,
          predictor.options(),
          sizes,
          model.input().shape(),
          ProcessMemory.residentMebibytes());
      call(predictor, inputs, random, calls);
    }
  }

  private static void call(
      ThreadSafePredictor predictor, List<Tensor> inputs, SplittableRandom random, int calls)
      throws IOException {
    Repeats walls = new Repeats(inputs.size());
    Repeats processors = new Repeats(inputs.size());
    for (int call = 1; call <= calls; call++) {
      int index = random.nextInt(inputs.size());
      Tensor input = inputs.get(index);
      long processor = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      List<Tensor> unusedResult = predictor.predict(input);
      long nanos = System.nanoTime() - start;
      walls.add(index, input.shape(), call, nanos);
      processors.add(index, input.shape(), call, THREADS.getCurrentThreadCpuTime() - processor);
      if (call % CALLS_PER_LINE == 0) {
        ProcessMemory memory = ProcessMemory.ofThisProcess();
        System.out.printf(
            Locale.ROOT,
            "%5d calls, %3d sizes: RSS %7.1f MiB, %7.1f anonymous%n",
            call,
            call - walls.repeats.size(),
            memory.resident(),
            memory.anonymous());
      }
    }
    walls.report("wall time");
    processors.report("processor time of the caller");
  }

  /** The calls of sizes that were called before, and the first calls that they are held against. */
  private static final class Repeats {
    final List<Repeat> repeats = new ArrayList<>();
    private final double[] firstMillis;

    Repeats(int sizes) {
      firstMillis = new double[sizes];
    }

    void add(int size, Shape shape, int call, long nanos) {
      double millis = nanos / 1e6;
      if (firstMillis[size] == 0) {
        firstMillis[size] = millis;
      } else {
        repeats.add(new Repeat(shape, call, millis, firstMillis[size]));
      }
    }

    void report(String what) {
      for (double limit : LIMITS) {
        System.out.printf(
            Locale.ROOT,
            "%s: %d of %d later calls took over %.1f times the first of their shape%n",
            what,
            repeats.stream().filter(repeat -> repeat.ratio() > limit).count(),
            repeats.size(),
            limit);
      }
      printGreatest(what, Comparator.comparingDouble(Repeat::millis));
      printGreatest(what + ", ratio", Comparator.comparingDouble(Repeat::ratio));
    }

    private void printGreatest(String what, Comparator<Repeat> order) {
      repeats.stream()
          .sorted(order.reversed())
          .limit(GREATEST_PRINTED)
          .forEach(repeat -> repeat.print(what));
    }
  }

  /**
   * Makes images of as many different sizes, with the batch and channels of a shape. They share one
   * array, so that the heap stays small beside what is measured.
   */
  private static List<Tensor> inputs(SplittableRandom random, Shape shape, int sizes) {
    Set<Shape> shapes = new LinkedHashSet<>();
    while (shapes.size() < sizes) {
      shapes.add(
          Shape.of(
              shape.dimension(0),
              shape.dimension(1),
              random.nextInt(SMALLEST, LARGEST + 1),
              random.nextInt(SMALLEST, LARGEST + 1)));
    }
    float[] pixels = new float[largest(shapes)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(-1, 1);
    }
    List<Tensor> inputs = new ArrayList<>();
    for (Shape each : shapes) {
      FloatBuffer image = FloatBuffer.wrap(pixels, 0, Math.toIntExact(each.elementCount()));
      inputs.add(Tensor.of(DataType.FLOAT32, image, each.dimensions()));
    }
    return inputs;
  }

  private static int largest(Set<Shape> shapes) {
    return Math.toIntExact(shapes.stream().mapToLong(Shape::elementCount).max().orElseThrow());
  }
}
