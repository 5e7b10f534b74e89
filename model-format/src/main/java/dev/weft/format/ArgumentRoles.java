package dev.weft.format;

import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each variable of a graph is to a call: a parameter, an input, or an input that may be left
 * out.
 *
 * <p>A variable with a parameter is one. Of the others, a label that only the training side of a
 * loss operator reads, and the initial state of a recurrent operator, may be left out and count as
 * zero. One that stands where an operator takes a weight, a bias or the like is a parameter that
 * the file lacks. The rest are inputs. Immutable; made in time and memory proportional to the
 * graph.
 */
public final class ArgumentRoles {

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
  private static final int NAMES_SHOWN = 12;

  private final Map<String, Uses> usesByName = new HashMap<>();

  /** All variables of the file, also those that no output depends on. */
  private final Set<String> variableNames = new HashSet<>();

  /**
   * Makes the roles of a graph.
   *
   * @param graph the graph
   * @param operatorArguments the names of the inputs of a node, as its operator has them; asked for
   *     the nodes that read variables
   */
  public ArgumentRoles(SymbolFile graph, Function<SymbolNode, List<String>> operatorArguments) {
    for (SymbolNode node : graph.nodes()) {
      if (node.isVariable()) {
        variableNames.add(node.name());
      }
    }
    Rearrangements rearrangements = new Rearrangements(graph);
    for (SymbolNode node : graph.reachable()) {
      List<String> arguments = null;
      for (int i = 0; i < node.inputs().size(); i++) {
        SymbolNode producer = graph.nodes().get(node.inputs().get(i).node());
        if (producer.isVariable()) {
          arguments = arguments == null ? operatorArguments.apply(node) : arguments;
          usesByName
              .computeIfAbsent(producer.name(), name -> new Uses())
              .add(i < arguments.size() ? arguments.get(i) : "", node, i, rearrangements);
        }
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
    missing.addAll(without(auxiliaryStates, parameters));
    Set<String> known = new HashSet<>(variableNames);
    known.addAll(arguments);
    known.addAll(auxiliaryStates);
    requireMatch(source, missing, without(parameters, known));
    for (String name : declared.keySet()) {
      if (!inputs.contains(name)) {
        throw new ModelFormatException(
            source.symbol().name(),
            "input "
                + Quoted.of(name)
                + " was declared, but the outputs depend on no such variable; the inputs are "
                + shown(inputs));
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
    Uses uses = usesByName.get(input);
    return uses != null && (uses.allFree || isState(input));
  }

  /** Returns whether a name ends as MXNet's cells name a state, such as begin_state_1 or init_h. */
  private static boolean isState(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
      end--;
    }
    boolean numbered = end < name.length() && end > 0 && name.charAt(end - 1) == '_';
    String stem = numbered ? name.substring(0, end - 1) : name;
    return stem.endsWith("begin_state") || name.endsWith("init_c") || name.endsWith("init_h");
  }

  /**
   * {@return the value that a loss operator takes as its label, if that is a rearranged input} The
   * input has as many elements.
   *
   * @param input the input's name
   */
  public Optional<NodeOutput> labelValue(String input) {
    Uses uses = usesByName.get(input);
    return uses == null ? Optional.empty() : Optional.ofNullable(uses.rearranged);
  }

  private static List<String> without(Collection<String> names, Set<String> others) {
    List<String> left = new ArrayList<>();
    for (String name : names) {
      if (!others.contains(name)) {
        left.add(name);
      }
    }
    return left;
  }

  private boolean isParameterPlace(String argument) {
    Uses uses = usesByName.get(argument);
    return uses != null && uses.allParameters;
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
    System.getLogger(ArgumentRoles.class.getName())
        .log(System.Logger.Level.INFO, source.parameters().name() + " " + what);
  }

  private static String shown(Collection<String> names) {
    String some =
        names.stream().limit(NAMES_SHOWN).map(Quoted::of).collect(Collectors.joining(", "));
    return names.size() <= NAMES_SHOWN
        ? some
        : some + " and " + (names.size() - NAMES_SHOWN) + " more";
  }

  /** What all the places have in common that read variables of one name. */
  private static final class Uses {
    private boolean allParameters = true;

    /** Whether every one is a label or a state. */
    private boolean allFree = true;

    private @Nullable NodeOutput rearranged;

    void add(String argument, SymbolNode node, int position, Rearrangements rearrangements) {
      allParameters &= PARAMETER_ARGUMENTS.contains(argument);
      allFree &= STATE_ARGUMENTS.contains(argument) || rearrangements.isLabel(node, position);
      if (rearranged == null && Rearrangements.isOne(node)) {
        rearranged = rearrangements.last(node);
      }
    }
  }
}
