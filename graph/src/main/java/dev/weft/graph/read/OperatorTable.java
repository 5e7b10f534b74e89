package dev.weft.graph.read;

import dev.weft.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** MXNet's operators by all of their names, and how each becomes an {@link Op}; immutable. */
public final class OperatorTable {
  private static final OperatorTable STANDARD = standard();

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

  private OperatorTable() {}

  /** {@return the table of all operators that Weft reads} */
  public static OperatorTable ofAll() {
    return STANDARD;
  }

  /** Returns all names of operators. */
  Set<String> names() {
    return Set.copyOf(entries.keySet());
  }

  Optional<Entry> find(String operator) {
    return Optional.ofNullable(entries.get(operator));
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

  private static OperatorTable standard() {
    OperatorTable table = new OperatorTable();
    ConvolutionOperators.addTo(table);
    DetectionOperators.addTo(table);
    ElementwiseOperators.addTo(table);
    FillOperators.addTo(table);
    IndexingOperators.addTo(table);
    LinearAlgebraOperators.addTo(table);
    LossOperators.addTo(table);
    MatrixOperators.addTo(table);
    NormalizationOperators.addTo(table);
    OrderingOperators.addTo(table);
    PoolingOperators.addTo(table);
    ReductionOperators.addTo(table);
    ReshapeOperators.addTo(table);
    ResizeOperators.addTo(table);
    SamplingOperators.addTo(table);
    SelectionOperators.addTo(table);
    SequenceOperators.addTo(table);
    ShapeOperators.addTo(table);
    SoftmaxOperators.addTo(table);
    NumpyOperators.addTo(table);
    return table;
  }
}
