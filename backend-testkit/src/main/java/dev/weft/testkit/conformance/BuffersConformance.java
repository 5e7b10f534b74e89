package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that read and write the caller's own memory, of whatever kind it is. */
public abstract class BuffersConformance extends BackendConformance {

  private static final long[] IMAGE = {2, 3, 32, 32};

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected BuffersConformance(ConformanceSubject subject) {
    super(subject);
  }

  /** Kinds of memory for as many elements as asked for; the others around them are 7. */
  enum Kind {
    HEAP,
    HEAP_SLICE,
    HEAP_LITTLE_ENDIAN,
    HEAP_BIG_ENDIAN,
    DIRECT,
    DIRECT_SLICE,
    DIRECT_LITTLE_ENDIAN,
    DIRECT_BIG_ENDIAN;

    private FloatBuffer allocate(int count) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * count);
      return switch (this) {
        case HEAP -> FloatBuffer.allocate(count);
        case HEAP_SLICE -> inside(FloatBuffer.allocate(count + 5), count);
        case HEAP_LITTLE_ENDIAN -> bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        case HEAP_BIG_ENDIAN -> bytes.order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
        case DIRECT -> direct(count, ByteOrder.nativeOrder());
        case DIRECT_SLICE -> inside(direct(count + 5, ByteOrder.nativeOrder()), count);
        case DIRECT_LITTLE_ENDIAN -> direct(count, ByteOrder.LITTLE_ENDIAN);
        case DIRECT_BIG_ENDIAN -> direct(count, ByteOrder.BIG_ENDIAN);
      };
    }

    Tensor holding(float[] values, long... shape) {
      FloatBuffer memory = allocate(values.length);
      memory.duplicate().put(values);
      return Tensor.of(DataType.FLOAT32, memory, shape);
    }

    private static FloatBuffer direct(int count, ByteOrder order) {
      return ByteBuffer.allocateDirect(4 * count).order(order).asFloatBuffer();
    }

    private static FloatBuffer inside(FloatBuffer memory, int count) {
      for (int i = 0; i < memory.limit(); i++) {
        memory.put(i, 7);
      }
      return memory.position(3).limit(3 + count);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyMemoryIsReadAndWritten(Kind kind) {
    float[] pixels = Inputs.normal(1, IMAGE).toFloatArray();
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      List<Tensor> right = predictor.predict(Tensor.of(pixels, IMAGE));
      Tensor input = kind.holding(pixels, IMAGE);
      Answers.same(right, predictor.predict(input));
      for (Kind other : Kind.values()) {
        Tensor output = other.holding(new float[20], 2, 10);
        predictor.predictInto(List.of(input), List.of(output));
        Answers.same(right, List.of(output));
      }
      Answers.same(List.of(Tensor.of(pixels, IMAGE)), List.of(input));
    }
  }

  @Test
  void memoryAroundAnOutputIsLeftAlone() {
    FloatBuffer memory =
        ByteBuffer.allocateDirect(400).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < 100; i++) {
      memory.put(i, 7);
    }
    Tensor output = Tensor.of(DataType.FLOAT32, memory.duplicate().position(30).limit(50), 2, 10);
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      predictor.predictInto(List.of(Inputs.normal(1, IMAGE)), List.of(output));
    }
    for (int i = 0; i < 100; i++) {
      boolean outside = i < 30 || i >= 50;
      assertEquals(outside, memory.get(i) == 7, "element " + i);
    }
  }

  @Test
  void outputsOfAnotherShapeAreNamed() {
    Tensor image = Inputs.normal(1, IMAGE);
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      String name = predictor.signature().outputs().get(0).name();
      Tensor narrow = Tensor.zeros(DataType.FLOAT32, Shape.of(2, 9));
      Failures.misuse(
          () -> predictor.predictInto(List.of(image), List.of(narrow)), name, "(2, 9)", "(2, 10)");
      Tensor batch = Tensor.zeros(DataType.FLOAT32, Shape.of(1, 10));
      Failures.misuse(
          () -> predictor.predictInto(List.of(image), List.of(batch)), name, "(1, 10)", "(2, 10)");
      Tensor whole = Tensor.zeros(DataType.INT32, Shape.of(2, 10));
      Failures.misuse(
          () -> predictor.predictInto(List.of(image), List.of(whole)), name, "INT32", "FLOAT32");
      Tensor readOnly =
          Tensor.of(DataType.FLOAT32, FloatBuffer.allocate(20).asReadOnlyBuffer(), 2, 10);
      Failures.misuse(
          () -> predictor.predictInto(List.of(image), List.of(readOnly)), name, "read-only");
      Failures.misuse(() -> predictor.predictInto(List.of(image), List.of()), "0 outputs");
      Tensor fit = Tensor.zeros(DataType.FLOAT32, Shape.of(2, 10));
      Failures.misuse(
          () -> predictor.predictInto(Map.of("data", image), Map.of("nonesuch", fit)), "nonesuch");
      predictor.predictInto(Map.of("data", image), Map.of(name, fit));
      Answers.same(predictor.predict(image), List.of(fit));
    }
  }

  @Test
  void everyThreadFillsItsOwnMemory() throws Exception {
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      Team.of(
          8,
          member -> {
            Shape shape = Shape.of(1 + member % 3, 3, 32 + 8 * (member % 2), 32);
            Tensor input = Tensor.allocateDirect(DataType.FLOAT32, shape);
            Tensor output =
                Tensor.allocateDirect(DataType.FLOAT32, Shape.of(shape.dimension(0), 10));
            for (int i = 0; i < 30; i++) {
              Tensor image = Inputs.normal(31 * member + i % 4, shape.dimensions());
              ((FloatBuffer) input.buffer()).put(image.toFloatArray());
              predictor.predictInto(List.of(input), List.of(output));
              Answers.same(predictor.predict(image), List.of(output));
            }
          });
    }
  }

  @Test
  void outputsThatAreNotWantedAreLeftOut() {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output up = symbol.node("_plus_scalar", "up", Map.of("scalar", "1"), List.of(data));
    Output down = symbol.node("_minus_scalar", "down", Map.of("scalar", "1"), List.of(data));
    ModelSource source = SmallModels.of(symbol.toJson(List.of(up, down)), List.of());
    Map<String, Tensor> inputs = Map.of("data", Tensor.of(new float[] {5, 6}, 1, 2));
    Tensor output = Tensor.zeros(DataType.FLOAT32, Shape.of(1, 2));
    try (ThreadSafePredictor predictor = open(source)) {
      String second = predictor.signature().outputs().get(1).name();
      predictor.predictInto(inputs, Map.of(second, output));
      assertArrayEquals(new float[] {4, 5}, output.toFloatArray());
      Failures.misuse(() -> predictor.predictInto(inputs, Map.of()), "no output", second);
    }
  }
}
