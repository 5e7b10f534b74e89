package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.UnsupportedModelException;
import dev.weft.testkit.files.ParamsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs that other people have saved run with generated weights: by several threads with the same
 * bits as by one, with answers that are finite and follow from the input.
 */
public abstract class SavedGraphsConformance extends BackendConformance {

  private static final String SUFFIX = "-symbol.json";

  private RealModels models;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected SavedGraphsConformance(ConformanceSubject subject) {
    super(subject);
  }

  /**
   * Infers the shapes of a graph's parameters.
   *
   * @param symbol the graph
   * @param inputs the shapes of its inputs
   * @return the shapes of all variables
   * @throws IOException if the graph cannot be read
   */
  protected abstract GraphShapes infer(Path symbol, Map<String, long[]> inputs) throws IOException;

  /**
   * How far an answer may be from that of the reference, relative to its largest element.
   *
   * @return the tolerance
   */
  protected double tolerance() {
    return 1e-4;
  }

  /**
   * How many threads call at once.
   *
   * @return the number
   */
  protected int threads() {
    return 4;
  }

  @BeforeEach
  void findModels() {
    models = RealModels.find();
  }

  static Stream<SavedGraph> run() {
    return SavedGraph.ALL.stream().filter(graph -> graph.refused().isEmpty());
  }

  static Stream<SavedGraph> refused() {
    return SavedGraph.ALL.stream().filter(graph -> !graph.refused().isEmpty());
  }

  @Test
  void everyGraphIsTried() throws IOException {
    try (Stream<Path> files = Files.list(models.file("graphs"))) {
      assertEquals(
          SavedGraph.ALL.stream().map(graph -> graph.name() + SUFFIX).sorted().toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("run")
  void graphRuns(SavedGraph graph, @TempDir Path folder) throws Exception {
    ignored().skip(graph.name());
    ModelSource source = withWeights(graph, folder);
    List<Tensor[]> calls = graph.calls(2);
    List<List<Tensor>> answers;
    try (ThreadSafePredictor predictor = open(source)) {
      answers = SharedAnswers.ofEach(predictor, threads(), calls);
    }
    answers.forEach(Answers::finite);
    ignored().skip(graph.name() + " follows its input");
    assertFalse(Answers.areSame(answers.get(0), answers.get(1)), "the answer follows the input");
    ignored().skip(graph.name() + " agrees with the reference");
    for (int i = 0; i < calls.size(); i++) {
      agreesWithReference(source, Map.of("data", calls.get(i)[0]), answers.get(i), tolerance());
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void graphIsRefused(SavedGraph graph, @TempDir Path folder) {
    ignored().skip(graph.name());
    byte[] none = ParamsWriter.defaults().toBytes(List.of());
    ModelSource source = ModelSource.mxnet(symbol(graph), folder.resolve("empty.params"));
    UnsupportedModelException refusal =
        assertThrows(
            UnsupportedModelException.class,
            () -> {
              Files.write(folder.resolve("empty.params"), none);
              load(source).close();
            });
    assertEquals(graph.refused(), refusal.operators().keySet());
    Failures.tells(refusal, graph.name());
  }

  private ModelSource withWeights(SavedGraph graph, Path folder) throws IOException {
    Path parameters = folder.resolve("generated.params");
    Map<String, Object> inputs = new TreeMap<>(graph.inputs());
    graph.labels().forEach(label -> inputs.put(label, label));
    GraphShapes shapes = infer(symbol(graph), graph.inputs());
    ParamsWriter.defaults().write(GeneratedWeights.of(shapes, inputs, graph.gain()), parameters);
    return ModelSource.mxnet(symbol(graph), parameters);
  }

  private Path symbol(SavedGraph graph) {
    return models.file("graphs/" + graph.name() + SUFFIX);
  }
}
