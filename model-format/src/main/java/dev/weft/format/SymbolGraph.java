package dev.weft.format;

import java.util.List;
import java.util.OptionalInt;

/**
 * A checked graph: that of a file, or one inside a node.
 *
 * @param nodes in topological order
 * @param heads at least one
 * @param version the version of MXNet that wrote it, if it says so
 */
record SymbolGraph(List<SymbolNode> nodes, List<NodeOutput> heads, OptionalInt version) {}
