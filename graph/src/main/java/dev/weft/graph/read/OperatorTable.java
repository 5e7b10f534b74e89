package dev.weft.graph.read;

import dev.weft.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * MXNet's operators by all of their names, and how each becomes an {@link Op}. Thread-safe. A
 * family of operators is added when a name is not among those before it: a model of few families
 * does not wait for all others at the start of a program.
 */
public final class OperatorTable {
  private static final OperatorTable STANDARD = new OperatorTable();

  /**
   * How nodes of one MXNet operator are read.
   *
   * @param arguments the names of its inputs, as MXNet has them, auxiliary states last; those that
   *     a node with these attributes has
   * @param auxiliaryStates how many of them are auxiliary states, which old files leave out
   * @param variadic whether there may be any number of inputs, at least one
   * @param factory makes the operator; or several, of which the first reads the node's inputs, each
   *     other the first output of the one before it, and the last makes the node's outputs
   */
  record Entry(
      Function<Attributes, List<String>> arguments,
      int auxiliaryStates,
      boolean variadic,
      Function<Attributes, List<Op>> factory) {
    Entry(
        Function<Attributes, List<String>> arguments,
        int auxiliaryStates,
        Function<Attributes, Op> factory) {
      this(arguments, auxiliaryStates, false, attributes -> List.of(factory.apply(attributes)));
    }

    /** Returns how nodes are read that become several operators, one behind the other. */
    static Entry chain(
        List<String> arguments, int auxiliaryStates, Function<Attributes, List<Op>> factory) {
      return new Entry(attributes -> arguments, auxiliaryStates, false, factory);
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();
  private int families;

  /** Makes a table to which no family was added. */
  OperatorTable() {}

  /** {@return the table of all operators that Weft reads} */
  public static OperatorTable ofAll() {
    return STANDARD;
  }

  /** Returns all names of operators. */
  synchronized Set<String> names() {
    while (addNextFamily()) {
      // Each adds to the entries.
    }
    return Set.copyOf(entries.keySet());
  }

  synchronized Optional<Entry> find(String operator) {
    Entry entry = entries.get(operator);
    while (entry == null && addNextFamily()) {
      entry = entries.get(operator);
    }
    return Optional.ofNullable(entry);
  }

  /** Adds an operator whose inputs do not depend on attributes. */
  void add(List<String> names, List<String> arguments, Function<Attributes, Op> factory) {
    add(names, new Entry(attributes -> arguments, 0, factory));
  }

  /** Adds an operator of any number of inputs. */
  void addVariadic(List<String> names, Function<Attributes, Op> factory) {
    add(
        names,
        new Entry(
            attributes -> List.of(), 0, true, attributes -> List.of(factory.apply(attributes))));
  }

  void add(List<String> names, Entry entry) {
    for (String name : names) {
      if (entries.put(name, entry) != null) {
        throw new IllegalStateException("operator '" + name + "' is in the table twice");
      }
    }
  }

  /** Adds the next family; false after the last. One that fails halfway leaves an empty table. */
  private boolean addNextFamily() {
    boolean complete = false;
    try {
      boolean added = addFamily(families);
      families += added ? 1 : 0;
      complete = true;
      return added;
    } finally {
      if (!complete) {
        entries.clear();
        families = 0;
      }
    }
  }

  /** Adds a family; false if there is none of that number. Common ones come first. */
  private boolean addFamily(int number) {
    switch (number) {
      case 0 -> ConvolutionOperators.addTo(this);
      case 1 -> BatchNormOperators.addTo(this);
      case 2 -> PoolingOperators.addTo(this);
      case 3 -> ElementwiseOperators.addTo(this);
      case 4 -> ReshapeOperators.addTo(this);
      case 5 -> SoftmaxOperators.addTo(this);
      case 6 -> CopyOperators.addTo(this);
      case 7 -> ActivationOperators.addTo(this);
      case 8 -> NormalizationOperators.addTo(this);
      case 9 -> LossOperators.addTo(this);
      case 10 -> MatrixOperators.addTo(this);
      case 11 -> ShapeOperators.addTo(this);
      case 12 -> ReductionOperators.addTo(this);
      case 13 -> SelectionOperators.addTo(this);
      case 14 -> IndexingOperators.addTo(this);
      case 15 -> FillOperators.addTo(this);
      case 16 -> ResizeOperators.addTo(this);
      case 17 -> SequenceOperators.addTo(this);
      case 18 -> OrderingOperators.addTo(this);
      case 19 -> DetectionOperators.addTo(this);
      case 20 -> SamplingOperators.addTo(this);
      case 21 -> WindowOperators.addTo(this);
      case 22 -> LinearAlgebraOperators.addTo(this);
      // Names for operators of all other families.
      case 23 -> NumpyOperators.addTo(this);
      default -> {
        return false;
      }
    }
    return true;
  }
}
