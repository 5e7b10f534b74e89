package dev.weft.graph.pass;

import dev.weft.graph.Node;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Activations that models write as several operators. Nobody else may read the values between
 * these. Numbers may differ from those of the definition by rounding.
 *
 * <ul>
 *   <li>swish: x · sigmoid(x);
 *   <li>hard sigmoid: clip(x + s, 0, m) / m;
 *   <li>hard swish: x · hard sigmoid(x), or x · clip(x + s, 0, m) / m;
 *   <li>GELU: x · (1 + erf(x / √2)) · ½, the factors in any order.
 * </ul>
 */
final class ActivationPatterns {
  private static final double ROUNDING = 1e-5;

  /**
   * An activation.
   *
   * @param op the operator that computes it
   * @param input what it reads
   * @param inner the nodes that it replaces, all but the last
   */
  record Found(Op op, int input, List<Node> inner) {}

  /** A value that is a number of times another one. */
  private record Multiple(int value, double factor, List<Node> inner) {}

  private final ValueUses uses;

  ActivationPatterns(ValueUses uses) {
    this.uses = uses;
  }

  /** Returns what a node and those before it compute together. */
  Optional<Found> find(Node node) {
    return product(node).or(() -> scaledProduct(node)).or(() -> hardSigmoid(node));
  }

  /** x · f(x) with its last operation a product. */
  private Optional<Found> product(Node node) {
    if (!isProduct(node)) {
      return Optional.empty();
    }
    int one = node.inputs().get(0);
    int other = node.inputs().get(1);
    return product(one, other)
        .or(() -> product(other, one))
        .or(() -> gelu(one, other, 1, List.of()))
        .or(() -> gelu(other, one, 1, List.of()));
  }

  private Optional<Found> product(int x, int factor) {
    Optional<Node> producer = inner(factor);
    if (producer.isEmpty()) {
      return Optional.empty();
    }
    Node node = producer.get();
    if (isUnary(node, UnaryFunction.SIGMOID) && node.inputs().get(0) == x) {
      return Optional.of(new Found(new Unary(UnaryFunction.SWISH), x, List.of(node)));
    }
    if (node.op() instanceof HardSigmoid op && node.inputs().get(0) == x) {
      return Optional.of(new Found(new HardSwish(op.alpha(), op.beta()), x, List.of(node)));
    }
    return hardSigmoid(node)
        .filter(found -> found.input() == x)
        .map(found -> swish(found, List.of(node)));
  }

  private static Found swish(Found sigmoid, List<Node> more) {
    HardSigmoid op = (HardSigmoid) sigmoid.op();
    return new Found(
        new HardSwish(op.alpha(), op.beta()), sigmoid.input(), joined(sigmoid.inner(), more));
  }

  /** (x · f(x)) · a. */
  private Optional<Found> scaledProduct(Node node) {
    Optional<Multiple> scaled = multiple(node);
    Optional<Node> producer = scaled.flatMap(multiple -> inner(multiple.value()));
    if (producer.isEmpty() || !isProduct(producer.get())) {
      return Optional.empty();
    }
    double factor = scaled.get().factor();
    List<Node> product = List.of(producer.get());
    int one = producer.get().inputs().get(0);
    int other = producer.get().inputs().get(1);
    return ramp(other, factor)
        .filter(found -> found.input() == one)
        .or(() -> ramp(one, factor).filter(found -> found.input() == other))
        .map(found -> swish(found, product))
        .or(() -> gelu(one, other, factor, product))
        .or(() -> gelu(other, one, factor, product));
  }

  /** clip(x + s, 0, m) · a where m · a is 1. */
  private Optional<Found> hardSigmoid(Node node) {
    return multiple(node).flatMap(scaled -> ramp(scaled.value(), scaled.factor()));
  }

  private Optional<Found> ramp(int value, double factor) {
    Optional<Node> clip = inner(value).filter(node -> node.op() instanceof Clip);
    Optional<Node> sum =
        clip.flatMap(node -> inner(node.inputs().get(0)))
            .filter(
                node ->
                    node.op() instanceof Scalar scalar && scalar.function() == BinaryFunction.ADD);
    if (sum.isEmpty()) {
      return Optional.empty();
    }
    Clip limits = (Clip) clip.get().op();
    double summand = ((Scalar) sum.get().op()).scalar();
    return limits.least() == 0 && limits.isOrdered() && near(limits.most() * factor, 1)
        ? Optional.of(
            new Found(
                new HardSigmoid(factor, summand * factor),
                sum.get().inputs().get(0),
                List.of(clip.get(), sum.get())))
        : Optional.empty();
  }

  /** (a · x) · (b · (1 + erf(x / √2))) · factor where a · b · factor is ½. */
  private Optional<Found> gelu(int first, int second, double factor, List<Node> outer) {
    Multiple one = innerMultiple(first);
    Multiple other = innerMultiple(second);
    Optional<Node> sum = inner(other.value()).filter(node -> isScalar(node, BinaryFunction.ADD, 1));
    Optional<Node> erf =
        sum.flatMap(node -> inner(node.inputs().get(0)))
            .filter(node -> isUnary(node, UnaryFunction.ERF));
    Optional<Node> root = erf.flatMap(node -> inner(node.inputs().get(0)));
    Optional<Multiple> argument = root.flatMap(ActivationPatterns::multiple);
    if (argument.isEmpty() || !near(argument.get().factor() * Math.sqrt(2), 1)) {
      return Optional.empty();
    }
    int x = argument.get().value();
    // x itself may be a product with a number, which then is no part of the pattern.
    Multiple scaled = first == x ? new Multiple(first, 1, List.of()) : one;
    return scaled.value() == x && near(2 * scaled.factor() * other.factor() * factor, 1)
        ? Optional.of(
            new Found(
                new LeakyRelu(LeakyRelu.Kind.GELU, 0),
                x,
                joined(
                    joined(outer, joined(scaled.inner(), other.inner())),
                    List.of(sum.get(), erf.get(), root.get()))))
        : Optional.empty();
  }

  /** Returns the node that makes a value which one node reads. */
  private Optional<Node> inner(int value) {
    return uses.hasOneConsumer(value) ? uses.producer(value) : Optional.empty();
  }

  private Multiple innerMultiple(int value) {
    return inner(value)
        .flatMap(
            node ->
                multiple(node)
                    .map(made -> new Multiple(made.value(), made.factor(), List.of(node))))
        .orElse(new Multiple(value, 1, List.of()));
  }

  private static Optional<Multiple> multiple(Node node) {
    if (!(node.op() instanceof Scalar scalar)) {
      return Optional.empty();
    }
    int value = node.inputs().get(0);
    return switch (scalar.function()) {
      case MULTIPLY -> Optional.of(new Multiple(value, scalar.scalar(), List.of()));
      case DIVIDE ->
          scalar.reversed()
              ? Optional.empty()
              : Optional.of(new Multiple(value, 1 / scalar.scalar(), List.of()));
      default -> Optional.empty();
    };
  }

  private static boolean isProduct(Node node) {
    return node.op() instanceof Binary binary && binary.function() == BinaryFunction.MULTIPLY;
  }

  private static boolean isUnary(Node node, UnaryFunction function) {
    return node.op() instanceof Unary unary && unary.function() == function;
  }

  private static boolean isScalar(Node node, BinaryFunction function, double number) {
    return node.op() instanceof Scalar scalar
        && scalar.function() == function
        && scalar.scalar() == number;
  }

  private static boolean near(double value, double wanted) {
    return Math.abs(value - wanted) < ROUNDING;
  }

  private static List<Node> joined(List<Node> first, List<Node> second) {
    List<Node> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
