package dev.weft.nativesupport.predict;

import dev.weft.DataType;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.ModelReport;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A model that doubles its input, and writes down every breach of the rules for contexts and
 * parameters: see {@link #breaches()}.
 */
final class FakeLoadedModel implements LoadedModel {
  static final ModelSignature SIGNATURE =
      new ModelSignature(
          List.of(new TensorSpec("data", DataType.FLOAT32, Shape.of(-1), false)),
          List.of(new TensorSpec("twice", DataType.FLOAT32, Shape.of(-1), false)));

  final AtomicInteger contextsMade = new AtomicInteger();
  final AtomicInteger contextsClosed = new AtomicInteger();
  final AtomicInteger timesFreed = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger mostRunning = new AtomicInteger();
  final AtomicInteger runs = new AtomicInteger();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();

  volatile Runnable whenMakingContext = () -> {};
  volatile Consumer<Call> whenRunning = call -> {};
  volatile Runnable whenClosingContext = () -> {};
  volatile Runnable whenAskedForReuse = () -> {};
  volatile Runnable whenReporting = () -> {};
  volatile boolean reusable = true;
  volatile PredictorOptions contextOptions = PredictorOptions.defaults();

  /** Returns what went wrong, for {@code assertEquals(List.of(), …)}. */
  List<String> breaches() {
    return List.copyOf(breaches);
  }

  int contextsOpen() {
    return contextsMade.get() - contextsClosed.get();
  }

  /** Returns a predictor of this model with nothing else on the parameters. */
  ThreadSafePredictor predictor(PredictorOptions.Builder options) {
    try (SharedModel model = new SharedModel(this, options.build())) {
      return model.predictor();
    }
  }

  /** Returns a predictor for one call at a time. */
  ThreadSafePredictor sequentialPredictor() {
    return predictor(PredictorOptions.builder().concurrency(1));
  }

  static Tensor input(float... values) {
    return Tensor.of(values, values.length);
  }

  @Override
  public String name() {
    return "net";
  }

  @Override
  public ModelSignature signature() {
    return SIGNATURE;
  }

  @Override
  public long parameterBytes() {
    return 1234;
  }

  @Override
  public PredictorOptions settle(PredictorOptions wanted) {
    int threads = wanted.threadsPerCall().orElse(1);
    return wanted.toBuilder()
        .concurrency(wanted.concurrency().orElse(Math.max(1, 2 / threads)))
        .threadsPerCall(threads)
        .build();
  }

  @Override
  public ExecutionContext newContext(PredictorOptions options) {
    whenMakingContext.run();
    if (timesFreed.get() > 0) {
      breaches.add("a context was made of freed parameters");
    }
    contextOptions = options;
    contextsMade.incrementAndGet();
    return new Context();
  }

  @Override
  public ModelReport report(List<Optional<Shape>> inputShapes, PredictorOptions options) {
    whenReporting.run();
    return LoadedModel.super.report(inputShapes, options);
  }

  @Override
  public void close() {
    if (timesFreed.incrementAndGet() > 1) {
      breaches.add("the parameters were freed twice");
    }
    if (contextsOpen() != 0) {
      breaches.add("the parameters were freed before " + contextsOpen() + " contexts");
    }
  }

  private final class Context implements ExecutionContext {
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public List<Tensor> run(Call call) {
      if (!busy.compareAndSet(false, true)) {
        breaches.add("one context ran two calls at once");
      }
      if (closed.get()) {
        breaches.add("a closed context ran a call");
      }
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      runs.incrementAndGet();
      try {
        whenRunning.accept(call);
        if (closed.get()) {
          breaches.add("a context was closed under its call");
        }
        return twice(call);
      } finally {
        running.decrementAndGet();
        busy.set(false);
      }
    }

    private List<Tensor> twice(Call call) {
      Tensor input = call.inputs().get(0).orElseThrow();
      Tensor output =
          call.wantsNewTensors()
              ? Tensor.zeros(DataType.FLOAT32, input.shape())
              : call.outputs().get(0).orElseThrow();
      FloatBuffer results = (FloatBuffer) output.buffer();
      for (float value : input.toFloatArray()) {
        results.put(2 * value);
      }
      return List.of(output);
    }

    @Override
    public boolean reusable() {
      whenAskedForReuse.run();
      return reusable;
    }

    @Override
    public void close() {
      if (!closed.compareAndSet(false, true)) {
        breaches.add("a context was closed twice");
      }
      if (busy.get()) {
        breaches.add("a context was closed under its call");
      }
      if (timesFreed.get() > 0) {
        breaches.add("a context was closed after the parameters");
      }
      contextsClosed.incrementAndGet();
      whenClosingContext.run();
    }
  }
}
