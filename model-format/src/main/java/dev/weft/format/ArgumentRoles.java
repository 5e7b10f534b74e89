package dev.weft.format;

import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each variable of a graph is to a call: a parameter, an input, or an input that may be left
 * out.
 *
 * <p>A variable with a parameter is one. Of the others, a label that only the training side of a
 * loss operator reads, and the initial state of a recurrent operator, may be left out and count as
 * zero. One that stands where an operator takes a weight, a bias or the like is a parameter that
 * the file lacks. The rest are inputs. Immutable.
 */
public final class ArgumentRoles {
  private static final System.Logger LOGGER = System.getLogger(ArgumentRoles.class.getName());

  /** Operators whose output at inference does not depend on their second input, the label. */
  private static final Set<String> LOSS_OPERATORS =
      Set.of(
          "SoftmaxOutput",
          "Softmax",
          "LinearRegressionOutput",
          "LogisticRegressionOutput",
          "MAERegressionOutput",
          "SVMOutput");

  /** Operators that a label may pass on its way: they keep its elements. */
  private static final Set<String> REARRANGING_OPERATORS =
      Set.of(
          "Reshape",
          "reshape",
          "Flatten",
          "flatten",
          "transpose",
          "SwapAxis",
          "swapaxes",
          "expand_dims",
          "squeeze");

  private static final Set<String> PARAMETER_ARGUMENTS =
      Set.of(
          "weight",
          "bias",
          "gamma",
          "beta",
          "moving_mean",
          "moving_var",
          "running_mean",
          "running_var",
          "parameters");

  private static final Set<String> STATE_ARGUMENTS = Set.of("state", "state_cell");
  private static final Pattern STATE_NAME = Pattern.compile(".*(begin_state(_\\d+)?|init_[ch])");
  private static final int NAMES_SHOWN = 12;

  private final Function<SymbolNode, List<String>> operatorArguments;
  private final SymbolFile graph;
  private final Map<String, List<NodeInput>> consumers = new HashMap<>();

  /**
   * Makes the roles of a graph.
   *
   * @param graph the graph
   * @param operatorArguments the names of the inputs of a node, as its operator has them
   */
  public ArgumentRoles(SymbolFile graph, Function<SymbolNode, List<String>> operatorArguments) {
    this.graph = graph;
    this.operatorArguments = operatorArguments;
    for (SymbolNode node : graph.nodes()) {
      if (node.isVariable()) {
        consumers
            .computeIfAbsent(node.name(), name -> new ArrayList<>())
            .addAll(graph.consumers(node.id()));
      }
    }
  }

  /**
   * {@return the names of the inputs, in the order of the arguments}
   *
   * @param source the model's files, with what they say of inputs and surplus parameters
   * @param arguments the graph's variables that are no auxiliary states
   * @param auxiliaryStates the graph's auxiliary states
   * @param parameters the names in the parameter file
   * @throws ModelFormatException if parameters are missing, or there are surplus ones and the
   *     source refuses them
   */
  public List<String> inputs(
      ModelSource source,
      List<String> arguments,
      List<String> auxiliaryStates,
      Set<String> parameters) {
    Map<String, ?> declared = source.declaredInputs();
    Set<String> inputs = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    for (String argument : arguments) {
      if (declared.containsKey(argument)) {
        inputs.add(argument);
      } else if (!parameters.contains(argument)) {
        (isParameterPlace(argument) ? missing : inputs).add(argument);
      }
    }
    auxiliaryStates.stream().filter(state -> !parameters.contains(state)).forEach(missing::add);
    List<String> surplus =
        parameters.stream()
            .filter(name -> !arguments.contains(name) && !auxiliaryStates.contains(name))
            .toList();
    requireMatch(source, missing, surplus);
    for (String name : declared.keySet()) {
      if (!inputs.contains(name)) {
        throw new ModelFormatException(
            source.symbol().name(),
            "input '"
                + name
                + "' was declared, but the graph has no such variable; its inputs are "
                + inputs);
      }
    }
    return List.copyOf(inputs);
  }

  /**
   * {@return whether an input may be left out of a call}
   *
   * @param input the input's name
   */
  public boolean isOptional(String input) {
    List<NodeInput> uses = consumers.getOrDefault(input, List.of());
    return !uses.isEmpty()
        && (STATE_NAME.matcher(input).matches()
            || uses.stream().allMatch(use -> isLabel(use) || isState(use)));
  }

  /**
   * {@return the value that a loss operator takes as its label, if that is a rearranged input} The
   * input has as many elements.
   *
   * @param input the input's name
   */
  public Optional<NodeOutput> labelValue(String input) {
    return consumers.getOrDefault(input, List.of()).stream()
        .map(use -> graph.nodes().get(use.node()))
        .filter(node -> REARRANGING_OPERATORS.contains(node.operator()))
        .map(this::lastRearrangement)
        .findFirst()
        .map(node -> new NodeOutput(node.id(), 0));
  }

  private SymbolNode lastRearrangement(SymbolNode node) {
    return graph.consumers(node.id()).stream()
        .map(use -> graph.nodes().get(use.node()))
        .filter(consumer -> REARRANGING_OPERATORS.contains(consumer.operator()))
        .findFirst()
        .map(this::lastRearrangement)
        .orElse(node);
  }

  private boolean isParameterPlace(String argument) {
    List<NodeInput> uses = consumers.getOrDefault(argument, List.of());
    return !uses.isEmpty()
        && uses.stream().allMatch(use -> PARAMETER_ARGUMENTS.contains(argumentName(use)));
  }

  private boolean isLabel(NodeInput use) {
    SymbolNode consumer = graph.nodes().get(use.node());
    if (REARRANGING_OPERATORS.contains(consumer.operator())) {
      boolean isHead = graph.heads().stream().anyMatch(head -> head.node() == consumer.id());
      List<NodeInput> uses = graph.consumers(consumer.id());
      return !isHead && !uses.isEmpty() && uses.stream().allMatch(this::isLabel);
    }
    return use.position() == 1 && LOSS_OPERATORS.contains(consumer.operator());
  }

  private boolean isState(NodeInput use) {
    return STATE_ARGUMENTS.contains(argumentName(use));
  }

  private String argumentName(NodeInput use) {
    List<String> names = operatorArguments.apply(graph.nodes().get(use.node()));
    return use.position() < names.size() ? names.get(use.position()) : "";
  }

  private static void requireMatch(ModelSource source, Set<String> missing, List<String> surplus) {
    if (!missing.isEmpty()) {
      throw new ModelFormatException(
          source.parameters().name(),
          "the graph "
              + source.symbol().name()
              + " wants "
              + missing.size()
              + " parameters that are not in this file: "
              + shown(missing)
              + (surplus.isEmpty() ? "" : "; in the file, but not in the graph: " + shown(surplus))
              + "; if one of them is an input of the call, declare it with ModelSource.declaringInput");
    }
    if (surplus.isEmpty()) {
      return;
    }
    String what =
        "holds "
            + surplus.size()
            + " parameters that the graph "
            + source.symbol().name()
            + " does not use: "
            + shown(surplus);
    if (source.surplusParametersRefused()) {
      throw new ModelFormatException(source.parameters().name(), what);
    }
    LOGGER.log(System.Logger.Level.INFO, source.parameters().name() + " " + what);
  }

  private static String shown(java.util.Collection<String> names) {
    String some = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return names.size() <= NAMES_SHOWN
        ? some
        : some + " and " + (names.size() - NAMES_SHOWN) + " more";
  }
}
