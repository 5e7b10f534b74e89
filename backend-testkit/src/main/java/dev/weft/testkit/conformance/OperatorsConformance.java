package dev.weft.testkit.conformance;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.operators.OperatorCatalogue;
import dev.weft.testkit.operators.OperatorFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Every operator of the catalogue by itself: one test per operator, which runs all its cases, each
 * from two threads at once, and holds the answers against the reference. The system property {@code
 * weft.operators} restricts the tests to those whose family or operator it names, several separated
 * by commas. An {@link IgnoreList} has families, operators, or the whole text of a case.
 */
public abstract class OperatorsConformance extends BackendConformance {
  private static final String SELECTION = "weft.operators";
  private static final int THREADS = 2;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected OperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @TestFactory
  Stream<DynamicContainer> operators() {
    return OperatorCatalogue.families().stream().flatMap(this::family);
  }

  private Stream<DynamicContainer> family(OperatorFamily family) {
    Map<String, List<OperatorCase>> byOperator =
        family
            .cases()
            .filter(operatorCase -> selected(family.name(), operatorCase.operator()))
            .collect(groupingBy(OperatorCase::operator, LinkedHashMap::new, Collectors.toList()));
    if (byOperator.isEmpty()) {
      return Stream.empty();
    }
    FamilyFigures figures = new FamilyFigures(family.name(), byOperator.size());
    return Stream.of(
        dynamicContainer(
            family.name(),
            byOperator.entrySet().stream()
                .map(entry -> operator(family.name(), entry.getKey(), entry.getValue(), figures))));
  }

  private DynamicTest operator(
      String family, String name, List<OperatorCase> cases, FamilyFigures figures) {
    return dynamicTest(
        name + " × " + cases.size(),
        () -> {
          try {
            ignored().skip(family);
            ignored().skip(name);
            List<OperatorCase> able =
                cases.stream()
                    .filter(one -> !ignored().reasons().containsKey(one.toString()))
                    .toList();
            assumeTrue(!able.isEmpty(), () -> "all cases of " + name + " are ignored");
            assertAll(name, able.stream().map(one -> (Executable) () -> check(one, figures)));
          } finally {
            figures.operatorIsDone();
          }
        });
  }

  private void check(OperatorCase operatorCase, FamilyFigures figures) throws Exception {
    Map<String, Tensor> inputs = operatorCase.inputs();
    Optional<List<Tensor>> right = reference().answer(operatorCase.oracleModel(), inputs);
    if (right.isEmpty() && operatorCase.standIn() != null) {
      return; // The backend is the oracle itself, and wrong here.
    }
    List<Tensor> answer;
    try (ThreadSafePredictor predictor = open(operatorCase.model())) {
      answer = predictor.predict(inputs);
      Team.of(
          THREADS,
          member -> Comparison.exact(operatorCase).require(answer, predictor.predict(inputs)));
    } catch (RuntimeException e) {
      throw new AssertionError(operatorCase + " fails: " + e.getMessage(), e);
    }
    if (right.isPresent()) {
      figures.add(
          operatorCase.operator(),
          Comparison.of(operatorCase).require(right.orElseThrow(), answer));
    } else if (operatorCase.finite()) {
      Answers.finite(answer);
    }
  }

  private static boolean selected(String family, String operator) {
    String selection = System.getProperty(SELECTION, "");
    return selection.isEmpty()
        || Stream.of(selection.split(","))
            .map(String::strip)
            .anyMatch(name -> name.equals(family) || name.equals(operator));
  }

  /** The worst differences of one family; safe for use by several threads. */
  private static final class FamilyFigures {
    private final String family;
    private final AtomicInteger left;
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, Double> worst = new ConcurrentHashMap<>();

    FamilyFigures(String family, int operators) {
      this.family = family;
      this.left = new AtomicInteger(operators);
    }

    void add(String operator, double difference) {
      answers.incrementAndGet();
      worst.merge(operator, difference, Math::max);
    }

    void operatorIsDone() {
      if (left.decrementAndGet() == 0 && answers.get() > 0) {
        Optional<Map.Entry<String, Double>> largest =
            worst.entrySet().stream().max(Map.Entry.comparingByValue());
        Measured.print(
            String.format(
                Locale.ROOT,
                "%s: %d answers differ from the reference by %.1e of the largest element at most (%s)",
                family,
                answers.get(),
                largest.map(Map.Entry::getValue).orElse(0.0),
                largest.map(Map.Entry::getKey).orElse("none")));
      }
    }
  }
}
