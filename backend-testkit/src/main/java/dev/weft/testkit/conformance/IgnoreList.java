package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a backend cannot do, each case with its reason. A case is the name of a test method, that of
 * a graph, or that of a graph with {@code " follows its input"} behind it where all answers are
 * alike, or with {@code " agrees with the reference"} where the reference is wrong. It is reported
 * as skipped, with the reason. Immutable.
 *
 * @param reasons the reasons by case
 */
public record IgnoreList(Map<String, String> reasons) {

  /**
   * Copies the reasons.
   *
   * @param reasons the reasons by case
   */
  public IgnoreList {
    reasons = Map.copyOf(reasons);
  }

  /**
   * Ignores nothing.
   *
   * @return the list
   */
  public static IgnoreList none() {
    return new IgnoreList(Map.of());
  }

  /**
   * This list and one case more.
   *
   * @param name the test method or the graph
   * @param reason why the backend cannot do it
   * @return the longer list
   */
  public IgnoreList with(String name, String reason) {
    Map<String, String> longer = new TreeMap<>(reasons);
    longer.put(name, reason);
    return new IgnoreList(longer);
  }

  void skip(String name) {
    assumeTrue(!reasons.containsKey(name), () -> name + " is ignored: " + reasons.get(name));
  }
}
