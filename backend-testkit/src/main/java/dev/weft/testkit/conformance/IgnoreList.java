package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a backend cannot do, each case with its reason. A case is the name of a test method, of an
 * operator or of a graph, or that of a graph with {@code " follows its input"} behind it where all
 * answers are alike, or with {@code " agrees with the reference"} where the reference is wrong. It
 * is reported as skipped, with the reason. Immutable.
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
   * What backends ignore that read models with the module {@code graph}.
   *
   * @return the list
   */
  public static IgnoreList ofGraphReader() {
    String quantized = "quantized graphs are refused";
    return none()
        .with("gluoncv-mobilenet1.0_int8", quantized)
        .with("gluoncv-resnet50_v1_int8", quantized)
        .with("gluoncv-ssd_300_vgg16_atrous_voc_int8", quantized)
        .with("gluoncv-ssd_512_resnet50_v1_voc_int8", quantized)
        .with(
            "cpp-unet",
            "its pooling rounded up when it was saved; rounded down, as it is read, no image size lets"
                + " pool3_concat join its inputs")
        .with("softmax_cross_entropy", "is a loss, of which nothing is left");
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
