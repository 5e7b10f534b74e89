package dev.weft.format;

import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The graph of an MXNet model, as its {@code NAME-symbol.json} tells it; immutable.
 *
 * <p>Every dialect from MXNet 0.7 to 2.0 is read: node attributes under {@code param}, {@code attr}
 * or {@code attrs} (what is given under more than one is merged, and {@code param} yields to the
 * others), links of one to three numbers, unknown keys. No operator is known here, so that a graph
 * of unknown operators is read like any other.
 *
 * <p>What has been read is sound: every input comes from a node before the one that reads it, so
 * that the order of the nodes is a topological one and there is no cycle; every head exists;
 * variables have no inputs and one output. Subgraphs inside nodes pass the same checks.
 *
 * <p>Source of the format: {@code saveload_json.cc} of NNVM, and {@code legacy_json_util.cc} of
 * MXNet 1.9.1 for older files.
 */
public final class SymbolFile {
  private final byte[] content;
  private final List<SymbolNode> nodes;
  private final List<NodeOutput> heads;
  private final OptionalInt version;
  private final List<SymbolNode> depthFirst;
  private final List<SymbolNode> reachable;
  private final List<SymbolNode> variables;
  private final List<List<NodeInput>> consumers;

  private SymbolFile(byte[] content, SymbolGraph graph) {
    this.content = content;
    this.nodes = graph.nodes();
    this.heads = graph.heads();
    this.version = graph.version();
    this.depthFirst = DepthFirstOrder.of(nodes, heads);
    this.reachable = inFileOrder(depthFirst, nodes);
    this.variables = variablesOf(depthFirst);
    this.consumers = consumersOf(graph.nodes());
  }

  /**
   * Reads a graph. The file is closed again on return.
   *
   * @param file the file, of at most 64 MiB and 1,000,000 nodes
   * @return the graph
   * @throws ModelFormatException if there is no such file, it cannot be read, or it does not hold a
   *     sound graph; the message names the line and column or the node, what was found and what was
   *     expected
   */
  public static SymbolFile read(ModelFile file) {
    byte[] content = SymbolContent.read(file);
    return new SymbolFile(content, SymbolReader.read(file.name(), content));
  }

  /** {@return all nodes; a node's id is its index in this list, which is in topological order} */
  public List<SymbolNode> nodes() {
    return nodes;
  }

  /** {@return the outputs of the graph, at least one} */
  public List<NodeOutput> heads() {
    return heads;
  }

  /**
   * {@return the nodes that outputs depend on, in the order in which libmxnet lists them: depth
   * first from the outputs, each node after its inputs and after the nodes that it waits for}
   */
  public List<SymbolNode> depthFirst() {
    return depthFirst;
  }

  /**
   * {@return the nodes that outputs depend on, in the order of the file} MXNet writes no others,
   * and libmxnet ignores them; a file whose heads were edited by hand may have some.
   */
  public List<SymbolNode> reachable() {
    return reachable;
  }

  /**
   * {@return the nodes that stand for inputs of the graph or parameters and that outputs depend on,
   * in the order in which libmxnet lists them: depth first from the outputs} Files that MXNet wrote
   * have them in this order.
   */
  public List<SymbolNode> variables() {
    return variables;
  }

  /**
   * {@return the inputs that read any output of a node, in the order of the file} Heads are not
   * among them.
   *
   * @param node the id of a node
   * @throws IndexOutOfBoundsException if there is no such node
   */
  public List<NodeInput> consumers(int node) {
    return consumers.get(node);
  }

  /**
   * {@return the version of MXNet that wrote the file, 10901 for 1.9.1, or empty in files from
   * before 0.9}
   */
  public OptionalInt version() {
    return version;
  }

  /**
   * {@return a read-only view of the file's bytes, which are UTF-8 without a byte order mark and
   * hold no zero byte} This is what may be handed to libmxnet.
   */
  public ByteBuffer json() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /**
   * {@return the file's bytes with an attribute set on some nodes; the others stay as they are}
   *
   * @param ids the ids of the nodes
   * @param attribute the name of the attribute, which takes the place of one that is there
   * @param value its value
   */
  public ByteBuffer jsonWith(Set<Integer> ids, String attribute, String value) {
    return ids.isEmpty()
        ? json()
        : ByteBuffer.wrap(AttributeEdit.set(content, ids, attribute, value));
  }

  @Override
  public String toString() {
    return "symbol of " + nodes.size() + " nodes";
  }

  private static List<List<NodeInput>> consumersOf(List<SymbolNode> nodes) {
    List<List<NodeInput>> consumers = new ArrayList<>(nodes.size());
    for (SymbolNode node : nodes) {
      consumers.add(List.of());
      for (int i = 0; i < node.inputs().size(); i++) {
        int producer = node.inputs().get(i).node();
        if (consumers.get(producer).isEmpty()) {
          consumers.set(producer, new ArrayList<>(1));
        }
        consumers.get(producer).add(new NodeInput(node.id(), i));
      }
    }
    for (int i = 0; i < consumers.size(); i++) {
      consumers.set(i, List.copyOf(consumers.get(i)));
    }
    return List.copyOf(consumers);
  }

  /** Returns those of all nodes that are in a list, in the order of all. */
  private static List<SymbolNode> inFileOrder(List<SymbolNode> chosen, List<SymbolNode> all) {
    BitSet ids = new BitSet(all.size());
    for (SymbolNode node : chosen) {
      ids.set(node.id());
    }
    List<SymbolNode> ordered = new ArrayList<>(chosen.size());
    for (SymbolNode node : all) {
      if (ids.get(node.id())) {
        ordered.add(node);
      }
    }
    return List.copyOf(ordered);
  }

  private static List<SymbolNode> variablesOf(List<SymbolNode> nodes) {
    List<SymbolNode> variables = new ArrayList<>();
    for (SymbolNode node : nodes) {
      if (node.isVariable()) {
        variables.add(node);
      }
    }
    return List.copyOf(variables);
  }
}
