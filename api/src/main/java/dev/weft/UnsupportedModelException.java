package dev.weft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The model is sound, but has operators that the backend lacks; all of them are named at once. */
public final class UnsupportedModelException extends InferenceException {
  private static final long serialVersionUID = 1;
  private static final int NODES_SHOWN = 3;
  private static final int NAME_CHARS = 120;

  private final transient Map<String, List<String>> operators;

  /**
   * Makes an exception that names each operator and its nodes.
   *
   * @param model the model's name
   * @param backend the backend's name
   * @param operators the names of the lacking operators, each with the names of the nodes that want
   *     it
   */
  public UnsupportedModelException(
      String model, String backend, Map<String, List<String>> operators) {
    super(message(model, backend, operators), null);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    operators.forEach((operator, nodes) -> copy.put(operator, List.copyOf(nodes)));
    this.operators = Collections.unmodifiableMap(copy);
  }

  /** {@return the names of the lacking operators, each with the names of the nodes that want it} */
  public Map<String, List<String>> operators() {
    return operators == null ? Map.of() : operators;
  }

  private static String message(String model, String backend, Map<String, List<String>> operators) {
    return operators.entrySet().stream()
        .map(e -> printable(e.getKey()) + " (" + nodes(e.getValue()) + ")")
        .collect(
            Collectors.joining(
                ", ",
                model
                    + ": backend '"
                    + backend
                    + "' lacks "
                    + operators.size()
                    + " operator"
                    + (operators.size() == 1 ? "" : "s")
                    + " of this model: ",
                ""));
  }

  /** Names come from files: one might fill pages, end the line, or steer a terminal. */
  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    name.chars()
        .limit(NAME_CHARS)
        .forEach(c -> text.append(Character.isISOControl(c) ? '?' : (char) c));
    return name.length() > NAME_CHARS ? text.append('…').toString() : text.toString();
  }

  private static String nodes(List<String> names) {
    String shown =
        names.stream()
            .limit(NODES_SHOWN)
            .map(UnsupportedModelException::printable)
            .collect(Collectors.joining(", "));
    int more = names.size() - NODES_SHOWN;
    return (names.size() == 1 ? "node " : "nodes ")
        + shown
        + (more > 0 ? " and " + more + " more" : "");
  }
}
