package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models that other people have trained answer what their makers say, by one thread and, bit by
 * bit, by eight.
 */
public abstract class TrainedModelsConformance extends BackendConformance {

  private static final int THREADS = 8;
  private static final int BATCH = 64;
  private static final double TOLERANCE = 1e-4;

  private RealModels models;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected TrainedModelsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @BeforeEach
  void findModels() {
    models = RealModels.find();
  }

  /** The counts are those of the training log of the model's authors. */
  @ParameterizedTest
  @CsvSource({"1, 9779", "10, 9871"})
  void leNetReadsDigits(int epoch, int right) throws Exception {
    assertEquals(right, digitsRead(models.weighted("lenet-mnist/LeNet", epoch), 1f / 256, 9984));
  }

  /** The checkpoint is an early one: most digits it takes for another. */
  @Test
  void perceptronAgreesWithArithmetic() throws Exception {
    ModelSource source = models.weighted("mnist-mlp/model", 0);
    Mnist mnist = Mnist.read(models);
    DenseLayers layers = DenseLayers.read(source);
    Tensor images = mnist.batch(0, 200, 1f / 255);
    double[] pixels = images.toDoubleArray();
    double[] answer;
    try (ThreadSafePredictor predictor = open(source)) {
      answer = predictor.predict(images).get(0).toDoubleArray();
    }
    for (int i = 0; i < 200; i++) {
      double[] expected = layers.probabilities(Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784));
      assertArrayEquals(expected, Arrays.copyOfRange(answer, i * 10, (i + 1) * 10), 1e-6);
    }
    assertEquals(3740, digitsRead(source, 1f / 255, 10_000));
  }

  @Test
  void perceptronRatesFilms() throws Exception {
    RatedFilms films = RatedFilms.read(models.file("weighted/regression-mlp/test.txt.gz"));
    assertEquals(Shape.of(2000, 203), films.features().shape());
    ModelSource source =
        ModelSource.mxnet(
            models.file("weighted/regression-mlp/mymodel-symbol.json"),
            models.file("weighted/regression-mlp/mymodel-10000.params"));
    List<Tensor[]> calls = new ArrayList<>();
    float[] features = films.features().toFloatArray();
    for (int row = 0; row < 2000; row += 100) {
      calls.add(
          new Tensor[] {
            Tensor.of(Arrays.copyOfRange(features, row * 203, (row + 100) * 203), 100, 203)
          });
    }
    double[] predicted = new double[2000];
    try (ThreadSafePredictor predictor = open(source)) {
      List<List<Tensor>> answers = SharedAnswers.of(predictor, THREADS, calls);
      for (int i = 0; i < calls.size(); i++) {
        System.arraycopy(answers.get(i).get(0).toDoubleArray(), 0, predicted, i * 100, 100);
      }
    }
    double[] first = {
      3.0426044, 4.099924, 2.0988526, 3.3540404, 3.194833,
      3.372664, 2.748798, 3.8139641, 2.934378, 1.3496954
    };
    assertArrayEquals(first, Arrays.copyOf(predicted, first.length), 2e-6);
    double squares = 0;
    for (int row = 0; row < predicted.length; row++) {
      squares += Math.pow(predicted[row] - films.scores()[row], 2);
    }
    assertEquals(1.5319124, squares / predicted.length, 1e-6);
  }

  @Test
  void linearModelIsExact() throws Exception {
    try (ThreadSafePredictor predictor = open(models.weighted("tiny-linear/model", 0))) {
      Tensor[] call = {Tensor.of(new float[] {1, 2}, 1, 2)};
      List<List<Tensor>> answers = SharedAnswers.ofEach(predictor, THREADS, List.of(call, call));
      assertArrayEquals(new double[] {4.9999918937683105}, answers.get(0).get(0).toDoubleArray());
    }
  }

  @Test
  void faceDescriptorIsUnitVector() throws Exception {
    ModelSource source = models.weighted("mobileface-v1/MobileFace_Identification_V1", 0);
    List<Tensor[]> calls = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      calls.add(new Tensor[] {Inputs.pixels(seed, 1 + seed, 1, 100, 100)});
    }
    for (List<Tensor> answer : answers(source, calls)) {
      Tensor descriptors = answer.get(0);
      int width = (int) descriptors.shape().dimension(1);
      double[] values = descriptors.toDoubleArray();
      for (int row = 0; row < descriptors.shape().dimension(0); row++) {
        double length = 0;
        for (int i = 0; i < width; i++) {
          length += values[row * width + i] * values[row * width + i];
        }
        assertEquals(1, length, 1e-5);
      }
    }
  }

  /** Sizes that are no multiple of 32 make the network crop what it has enlarged. */
  @Test
  void faceDetectorTakesAnySize() throws Exception {
    ModelSource source = models.weighted("retinaface-mnet025/mnet.25", 0);
    List<Tensor[]> calls = new ArrayList<>();
    int[][] sizes = {{128, 160}, {256, 256}, {250, 203}, {97, 331}, {33, 65}};
    for (int[] size : sizes) {
      calls.add(new Tensor[] {face(size[0], size[1])});
    }
    List<List<Tensor>> answers = answers(source, calls);
    for (int i = 0; i < sizes.length; i++) {
      List<Tensor> answer = answers.get(i);
      assertEquals(6, answer.size(), "outputs");
      int height = sizes[i][0];
      int width = sizes[i][1];
      for (int scale = 0; scale < 3; scale++) {
        int step = 32 >> scale;
        int rows = (height + step - 1) / step;
        int columns = (width + step - 1) / step;
        assertEquals(Shape.of(1, 4, rows, columns), answer.get(scale).shape());
        assertEquals(Shape.of(1, 64, rows, columns), answer.get(3 + scale).shape());
      }
    }
  }

  @Test
  void faceDetectorSeesFaces() throws IOException {
    ModelSource source = models.weighted("retinaface-mnet025/mnet.25", 0);
    try (ThreadSafePredictor predictor = open(source)) {
      double withFace = bestFace(predictor.predict(face(256, 213)));
      Tensor kitten = Photograph.read(models.file("images/kitten.jpg"), 256, 256);
      double withoutFace = bestFace(predictor.predict(kitten));
      assertTrue(withFace > 0.95, () -> "score with a face: " + withFace);
      assertTrue(withoutFace < 0.5, () -> "score without a face: " + withoutFace);
    }
  }

  @Test
  void plateDetectorTakesAnySize() throws Exception {
    ModelSource source = models.weighted("plate-detector-small/plate", 0);
    List<Tensor[]> calls = new ArrayList<>();
    int[][] sizes = {{128, 160}, {208, 208}, {150, 203}};
    for (int[] size : sizes) {
      Tensor picture = Photograph.read(models.file("images/cat.png"), size[0], size[1]);
      calls.add(new Tensor[] {picture});
    }
    answers(source, calls);
  }

  @Test
  void unknownOperatorsAreNamedAtOnce() {
    ModelSource source = models.weighted("binary-fork-ops/binarized_mnist_32bit", 1);
    UnsupportedModelException refusal =
        assertThrows(UnsupportedModelException.class, () -> load(source).close());
    assertEquals(
        Set.of("QActivation", "QConvolution", "QFullyConnected"), refusal.operators().keySet());
    for (String operator : refusal.operators().keySet()) {
      Failures.tells(refusal, operator);
      assertTrue(!refusal.operators().get(operator).isEmpty(), operator);
    }
  }

  private Tensor face(int height, int width) throws IOException {
    return Photograph.read(models.file("images/grace_hopper.jpg"), height, width);
  }

  /** Of the four channels of scores, the last two are those of faces. */
  private static double bestFace(List<Tensor> answer) {
    double best = 0;
    for (int scale = 0; scale < 3; scale++) {
      double[] scores = answer.get(scale).toDoubleArray();
      best =
          Math.max(best, Arrays.stream(scores, scores.length / 2, scores.length).max().orElse(0));
    }
    return best;
  }

  private int digitsRead(ModelSource source, float factor, int count) throws Exception {
    Mnist mnist = Mnist.read(models);
    List<Tensor[]> calls = new ArrayList<>();
    for (int first = 0; first < count; first += BATCH) {
      int size = Math.min(BATCH, count - first);
      calls.add(new Tensor[] {mnist.batch(first, size, factor)});
    }
    int right = 0;
    try (ThreadSafePredictor predictor = open(source)) {
      List<List<Tensor>> answers = SharedAnswers.of(predictor, THREADS, calls);
      for (int i = 0; i < calls.size(); i++) {
        right += mnist.right(i * BATCH, answers.get(i).get(0));
      }
    }
    return right;
  }

  /** Answers of one thread, the same as those of eight, finite, and held against the reference. */
  private List<List<Tensor>> answers(ModelSource source, List<Tensor[]> calls) throws Exception {
    List<List<Tensor>> answers;
    try (ThreadSafePredictor predictor = open(source)) {
      answers = SharedAnswers.ofEach(predictor, THREADS, calls);
    }
    for (int i = 0; i < calls.size(); i++) {
      Answers.finite(answers.get(i));
      agreesWithReference(source, Map.of("data", calls.get(i)[0]), answers.get(i), TOLERANCE);
    }
    return answers;
  }
}
