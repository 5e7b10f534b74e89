package dev.weft.testkit.conformance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.operators.OperatorCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperatorCatalogueTest {
  /** Operators of saved graphs that no backend is asked for. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          // Plugins and forks.
          "Custom",
          "WarpCTC",
          "DepthDot",
          "MoonOutput",
          "QActivation",
          "QConvolution",
          "QFullyConnected",
          // Training.
          "MultiBoxTarget",
          "_contrib_MultiBoxTarget",
          "_contrib_CTCLoss",
          // Chance.
          "_sample_normal",
          // Quantized graphs.
          "_contrib_dequantize",
          "_contrib_quantize_v2",
          "_contrib_quantized_pooling",
          "_sg_mkldnn_conv");

  /** Attributes of saved graphs that MXNet does not know, by operator. */
  private static final Set<String> UNKNOWN =
      Set.of("SoftmaxActivation type", "LinearRegressionOutput out_grad");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w+) \\| \\d+ \\|");
  private static final Pattern SECTION = Pattern.compile("\n## ");
  private static final Pattern NODE = Pattern.compile("\"op\": *\"(\\w+)\"");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  private final Set<String> covered =
      OperatorCatalogue.cases().map(OperatorCase::operator).collect(Collectors.toSet());

  @Test
  void everyOperatorOfTheSurveyHasCases() throws IOException {
    String survey = Files.readString(RealModels.find().file("../operators.md"));
    assertEquals(Set.of(), uncovered(ROW, survey));
  }

  @Test
  void everyOperatorOfSavedGraphsHasCases() throws IOException {
    try (Stream<Path> graphs = Files.list(RealModels.find().file("graphs"))) {
      for (Path graph : graphs.toList()) {
        Set<String> uncovered = uncovered(NODE, Files.readString(graph));
        uncovered.remove("null");
        assertEquals(Set.of(), uncovered, graph.toString());
      }
    }
  }

  private Set<String> uncovered(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !covered.contains(name) && !LEFT_OUT.contains(name))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void everyAttributeOfTheSurveyHasCases() throws IOException {
    String survey = Files.readString(RealModels.find().file("attributes.md"));
    Map<String, Set<String>> attributes =
        OperatorCatalogue.cases()
            .collect(
                groupingBy(
                    OperatorCase::operator,
                    Collectors.flatMapping(
                        one -> one.attributes().keySet().stream(), Collectors.toSet())));
    Set<String> missing = new TreeSet<>();
    for (String section : SECTION.splitAsStream(survey).toList()) {
      String operator = section.lines().findFirst().orElseThrow();
      if (covered.contains(operator)) {
        Pattern.compile("(?m)^- (\\w+):")
            .matcher(section)
            .results()
            .map(found -> found.group(1))
            .filter(attribute -> !attributes.get(operator).contains(attribute))
            .map(attribute -> operator + " " + attribute)
            .filter(attribute -> !UNKNOWN.contains(attribute))
            .forEach(missing::add);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void documentNamesEveryOperator() throws IOException {
    String document = Files.readString(Path.of("../docs/operator-tests.md"));
    Set<String> named =
        CODE.matcher(document)
            .results()
            .map(MatchResult::group)
            .map(code -> code.replace("`", ""))
            .collect(Collectors.toSet());
    Set<String> unnamed = new TreeSet<>(covered);
    unnamed.removeAll(named);
    assertEquals(Set.of(), unnamed);
  }
}
