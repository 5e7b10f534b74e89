package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A graph of the folder {@code graphs}, saved by somebody with MXNet 0.7 to 2.0, and the inputs
 * that it takes.
 *
 * @param name the file's name, without {@code -symbol.json}
 * @param shape the shape of its input {@code data}
 * @param labels variables that only training feeds
 * @param refused the operators that libmxnet itself does not have
 * @param gain what its weights are multiplied with, so that signals keep their size: below 1 where
 *     many branches are added up
 */
record SavedGraph(
    String name, List<Integer> shape, Set<String> labels, Set<String> refused, double gain) {

  /** All graphs, with data as small as keeps every layer busy. */
  static final List<SavedGraph> ALL =
      List.of(
          plain("age-gender", 1, 3, 112, 112),
          plain("arcface-r50", 1, 3, 112, 112).withGain(0.5),
          plain("backbone-zhu", 1, 3, 112, 112).withGain(0.5),
          labelled("cpp-alexnet", 1, 3, 224, 224),
          labelled("cpp-googlenet", 1, 3, 224, 224),
          labelled("cpp-inception-bn", 1, 3, 224, 224),
          labelled("cpp-inception-bn2", 1, 3, 224, 224),
          labelled("cpp-inception-v3", 1, 3, 299, 299),
          labelled("cpp-lenet", 2, 1, 28, 28),
          labelled("cpp-mlp", 2, 784),
          labelled("cpp-resnet", 2, 3, 32, 32).withGain(0.5),
          labelled("cpp-unet", 1, 1, 256, 256),
          labelled("cpp-vgg", 1, 3, 224, 224),
          plain("gluoncv-mobilenet1.0_int8", 1, 3, 224, 224),
          plain("gluoncv-resnet50_v1_int8", 1, 3, 224, 224),
          plain("gluoncv-ssd_300_vgg16_atrous_voc_int8", 1, 3, 300, 300).withGain(2),
          plain("gluoncv-ssd_512_resnet50_v1_voc_int8", 1, 3, 512, 512),
          labelled("inception-bn", 1, 3, 224, 224),
          labelled("legacy-save-000800", 2, 784),
          labelled("lightened-cnn", 1, 1, 128, 128).withGain(0.7),
          new SavedGraph(
              "lightened-moon", List.of(1, 3, 224, 224), Set.of(), Set.of("MoonOutput"), 1),
          labelled("mobilenet-v2", 1, 3, 224, 224).withGain(0.7),
          labelled("mxnet-ssd-model1", 1, 3, 224, 224),
          new SavedGraph(
              "rcnn-face-fr50", List.of(1, 3, 224, 224), Set.of(), Set.of("Custom 'proposal'"), 1),
          labelled("resnet-18", 1, 3, 224, 224).withGain(0.7),
          labelled("shufflenet-v2", 1, 3, 224, 224).withGain(0.7),
          labelled("squeezenet-art", 1, 3, 224, 224),
          labelled("squeezenet-v1.2", 1, 3, 224, 224).withGain(0.7),
          labelled("vgg16-fc", 1, 3, 224, 224),
          plain("yolo3-mobileface", 1, 224, 224, 3).withGain(0.5));

  /** Names of labels in the graphs. */
  private static Set<String> labelNames() {
    return Set.of("softmax_label", "prob_label");
  }

  private static SavedGraph plain(String name, Integer... shape) {
    return new SavedGraph(name, List.of(shape), Set.of(), Set.of(), 1);
  }

  private static SavedGraph labelled(String name, Integer... shape) {
    return new SavedGraph(name, List.of(shape), labelNames(), Set.of(), 1);
  }

  private SavedGraph withGain(double other) {
    return new SavedGraph(name, shape, labels, refused, other);
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }

  /** What is no parameter. */
  Map<String, long[]> inputs() {
    return new TreeMap<>(Map.of("data", dimensions()));
  }

  /** Inputs of unit scale, each from a seed of its own. */
  List<Tensor[]> calls(int count) {
    List<Tensor[]> calls = new ArrayList<>();
    for (int seed = 0; seed < count; seed++) {
      calls.add(new Tensor[] {Inputs.normal(seed, dimensions())});
    }
    return calls;
  }

  @Override
  public String toString() {
    return name;
  }
}
