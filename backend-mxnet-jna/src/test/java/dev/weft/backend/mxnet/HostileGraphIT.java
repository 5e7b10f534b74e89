package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged graphs that are sound JSON. Each one either runs or is refused with an exception; one
 * that slips through to libmxnet may end this process, which fails the build.
 */
@ExtendWith(LeakCheck.class)
class HostileGraphIT {
  private static final int MUTANTS = 400;
  private static final int CHAINED = 50_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ATTRIBUTE_VALUES =
      List.of(
          "(0, 0)",
          "(-1, -1)",
          "0",
          "-1",
          "(1000000, 1000000)",
          "2147483647",
          "None",
          "True",
          "False",
          "",
          "(1,)",
          "(3, 3, 3)",
          "()",
          "abc",
          "1e30",
          "7",
          "max",
          "full",
          "-2147483648");
  private static final List<String> OPERATORS =
      List.of(
          "Convolution",
          "Pooling",
          "Reshape",
          "transpose",
          "Concat",
          "SliceChannel",
          "slice_axis",
          "BatchNorm",
          "Crop",
          "UpSampling",
          "Deconvolution",
          "FullyConnected",
          "Embedding",
          "take",
          "RNN",
          "topk",
          "batch_dot",
          "L2Normalization",
          "LRN",
          "softmax",
          "_contrib_box_nms",
          "ROIPooling",
          "repeat",
          "tile",
          "Pad",
          "Custom",
          "_contrib_ROIAlign",
          "SequenceMask",
          "_zeros",
          "one_hot",
          "where",
          "stack",
          "squeeze",
          "Flatten");
  private static final List<Pattern> MUTABLE =
      List.of(
          Pattern.compile("\": ?\"([^\"]*)\""),
          Pattern.compile("\"op\": ?\"([^\"]*)\""),
          Pattern.compile("\\b(\\d+)\\b"));

  private final Network network = NetworkZoo.named("lenet", Head.SOFTMAX);
  private final byte[] parameters = ParamsWriter.defaults().toBytes(network.arrays(1));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"4","no_bias":"False"},"inputs":[[0,0,0],[1,0,0]]} | has 2 inputs, expected 3
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"4","no_bias":"True"},"inputs":[[0,92,0],[1,0,0]]} | is output 92 of node 0
          {"op":"Convolution","name":"x","attrs":{"num_filter":"4","kernel":"(1, 1)","num_group":"0","no_bias":"True"},"inputs":[[0,0,0],[1,0,0]]} | num_group 0
          {"op":"SliceChannel","name":"x","attrs":{"num_outputs":"0"},"inputs":[[0,0,0]]} | num_outputs 0
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"4","bias_lr_mult":"2"},"inputs":[[0,0,0],[1,0,0]]} | has 2 inputs, expected 3
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"4","lr_mult_x":"2"},"inputs":[[0,0,0],[1,0,0]]} | has 2 inputs, expected 3
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"four"},"inputs":[[0,0,0],[1,0,0]]} | node 2 'x' (FullyConnected): libmxnet refuses it
          {"op":"FullyConnected","name":"x","attrs":{"num_hidden":"4"},"inputs":[[0,0,0],[1,0,0]],"subgraphs":[{"nodes":[{"op":"null","name":"y","inputs":[]}],"arg_nodes":[0],"heads":[[0,0,0]]}]} | has 2 inputs, expected 3
          {"op":"BatchNorm","name":"x","attrs":{"moving_mean_lr_mult":"1"},"inputs":[[0,0,0],[1,0,0],[1,0,0]]} | 'moving_mean_lr_mult' for an input that it leaves out
          {"op":"_sg_mkldnn_fully_connected","name":"x","attrs":{},"inputs":[[0,0,0]]} | has 0 subgraphs, expected 1
          {"op":"_CachedOp","name":"x","attrs":{},"inputs":[[0,0,0]],"subgraphs":[{"nodes":[{"op":"null","name":"y","inputs":[]},{"op":"FullyConnected","name":"z","attrs":{"num_hidden":"4"},"inputs":[[0,0,0],[0,0,0]]}],"arg_nodes":[0],"heads":[[1,0,0]]}]} | node 1 'z' (FullyConnected) has 2 inputs, expected 3
          {"op":"_foreach","name":"x","attrs":{"num_args":"1","num_outputs":"1","num_out_data":"1","in_data_locs":"(1000000,)","in_state_locs":"()","remain_locs":"()"},"inputs":[[0,0,0]],"subgraphs":[{"nodes":[{"op":"null","name":"y","inputs":[]}],"arg_nodes":[0],"heads":[[0,0,0]]}]} | has in_data_locs '1000000', expected 0
          """)
  void refusesWhatWouldCrash(String node, String expected) {
    ModelFormatException refusal =
        assertThrows(ModelFormatException.class, () -> ThreadSafePredictor.open(graphOf(node)));
    assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
  }

  @Test
  void refusesReshapeToAnotherSize() {
    ModelSource source =
        graphOf(
            "{\"op\":\"Reshape\",\"name\":\"x\",\"attrs\":{\"shape\":\"(10, -1)\"},\"inputs\":[[0,0,0]]}");
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> predictor.predict(Tensor.of(new float[24], 2, 12)));
      assertTrue(refusal.getMessage().contains("'x' (Reshape)"), refusal.getMessage());
      assertEquals(20, predictor.predict(Tensor.of(new float[20], 4, 5)).get(0).elementCount());
    }
  }

  @Test
  void statesAreNotLeftOutOfNewFiles() {
    SymbolWriter symbol = new SymbolWriter();
    List<SymbolWriter.Output> inputs =
        List.of(symbol.variable("data"), symbol.variable("gamma"), symbol.variable("beta"));
    String json = symbol.toJson(List.of(symbol.node("BatchNorm", "norm", Map.of(), inputs)));
    ModelSource source = ModelSource.mxnet(utf8(json), ParamsWriter.defaults().toBytes(List.of()));
    ModelFormatException refusal =
        assertThrows(ModelFormatException.class, () -> ThreadSafePredictor.open(source));
    assertTrue(refusal.getMessage().contains("has 3 inputs, expected 5"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // an output but the first
        """
        {"op":"SliceChannel","name":"split","attrs":{"num_outputs":"2"},"inputs":[[0,0,0]]},
        {"op":"Reshape","name":"x","attrs":{"shape":"(10, -1)"},"inputs":[[1,1,0]]}
        """,
        // the first of several
        """
        {"op":"SliceChannel","name":"split","attrs":{"num_outputs":"2"},"inputs":[[0,0,0]]},
        {"op":"Reshape","name":"x","attrs":{"shape":"(10, -1)"},"inputs":[[1,0,0]]}
        """,
        // a name that another node has, too
        """
        {"op":"exp","name":"x","inputs":[[0,0,0]]},
        {"op":"Reshape","name":"x","attrs":{"shape":"(10, -1)"},"inputs":[[1,0,0]]}
        """,
        // no name
        """
        {"op":"exp","name":"","inputs":[[0,0,0]]},
        {"op":"Reshape","name":"","attrs":{"shape":"(10, -1)"},"inputs":[[1,0,0]]}
        """,
      })
  void refusesEveryReshapeToAnotherSize(String nodes) {
    String json =
        "{\"nodes\":[{\"op\":\"null\",\"name\":\"data\",\"inputs\":[]},"
            + nodes
            + "],\"arg_nodes\":[0],\"heads\":[[2,0,0]]}";
    ModelSource source = ModelSource.mxnet(utf8(json), ParamsWriter.defaults().toBytes(List.of()));
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> predictor.predict(Tensor.of(new float[48], 2, 24)));
      assertTrue(refusal.getMessage().contains("(Reshape) would make"), refusal.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4,6,1", "1,3", "2,1", "6,1,1", "1"})
  void refusesConditionsOfOtherShapes(String condition) {
    SymbolWriter symbol = new SymbolWriter();
    List<SymbolWriter.Output> inputs =
        List.of(symbol.variable("condition"), symbol.variable("x"), symbol.variable("y"));
    SymbolWriter.Output choice = symbol.node("where", "choice", Map.of(), inputs);
    ModelSource source =
        ModelSource.mxnet(
            utf8(symbol.toJson(List.of(choice))), ParamsWriter.defaults().toBytes(List.of()));
    Shape shape =
        Shape.of(Arrays.stream(condition.split(",", -1)).mapToLong(Long::parseLong).toArray());
    Map<String, Tensor> given =
        Map.of(
            "condition",
            Tensor.of(new float[Math.toIntExact(shape.elementCount())], shape.dimensions()),
            "x",
            Tensor.of(new float[6], 2, 3),
            "y",
            Tensor.of(new float[6], 2, 3));
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
      RuntimeException refusal =
          assertThrows(RuntimeException.class, () -> predictor.predict(given));
      assertTrue(refusal.getMessage().contains("choice"), refusal.getMessage());
    }
  }

  @Test
  void followsLongChains() {
    SymbolWriter symbol = new SymbolWriter();
    SymbolWriter.Output last = symbol.variable("data");
    for (int i = 0; i < CHAINED; i++) {
      last = symbol.node("_plus_scalar", "node" + i, Map.of("scalar", "1"), List.of(last));
    }
    ModelSource source =
        ModelSource.mxnet(
            utf8(symbol.toJson(List.of(last))), ParamsWriter.defaults().toBytes(List.of()));
    assertTimeout(
        PATIENCE,
        () -> {
          try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
            Tensor sum = predictor.predict(Tensor.of(new float[] {1}, 1)).get(0);
            assertEquals(1 + CHAINED, sum.toFloatArray()[0]);
          }
        });
  }

  @Test
  void survivesMutants() {
    int ran = 0;
    int refused = 0;
    for (long seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String mutant = mutated(mutated(network.symbolJson(), random), random);
      try (ThreadSafePredictor predictor =
          ThreadSafePredictor.open(ModelSource.mxnet(utf8(mutant), parameters))) {
        List<Tensor> unusedResult = predictor.predict(Tensor.of(new float[28 * 28], 1, 1, 28, 28));
        ran++;
      } catch (InferenceException | IllegalArgumentException e) {
        refused++;
      }
    }
    assertEquals(MUTANTS, ran + refused);
    assertTrue(ran > 0 && refused > 0, ran + " ran, " + refused + " refused");
  }

  private ModelSource graphOf(String node) {
    String json =
        "{\"nodes\":[{\"op\":\"null\",\"name\":\"data\",\"inputs\":[]},"
            + "{\"op\":\"null\",\"name\":\"w\",\"inputs\":[]},"
            + node
            + "],\"arg_nodes\":[0,1],\"heads\":[[2,0,0]]}";
    byte[] none = ParamsWriter.defaults().toBytes(List.of());
    ModelSource source = ModelSource.mxnet(utf8(json), none);
    return node.contains("[1,0,0]") ? source.declaringInput("w", DataType.FLOAT32) : source;
  }

  private static String mutated(String json, SplittableRandom random) {
    int kind = random.nextInt(MUTABLE.size());
    List<int[]> places = new ArrayList<>();
    Matcher matcher = MUTABLE.get(kind).matcher(json);
    while (matcher.find()) {
      places.add(new int[] {matcher.start(1), matcher.end(1)});
    }
    int[] place = places.get(random.nextInt(places.size()));
    String replacement =
        switch (kind) {
          case 0 -> ATTRIBUTE_VALUES.get(random.nextInt(ATTRIBUTE_VALUES.size()));
          case 1 -> OPERATORS.get(random.nextInt(OPERATORS.size()));
          default -> Integer.toString(random.nextInt(random.nextBoolean() ? 3 : 100));
        };
    return json.substring(0, place[0]) + replacement + json.substring(place[1]);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
