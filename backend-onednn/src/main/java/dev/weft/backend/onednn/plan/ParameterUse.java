package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Layout;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a plan reads.
 *
 * @param node the node that reads it, or null if it is an output
 * @param name its name
 * @param type its type in the model
 * @param transform which transform of it the plan reads, or null for its elements
 * @param layout the layout in which the plan reads that
 */
record ParameterUse(
    @Nullable Node node,
    String name,
    ValueType type,
    @Nullable Winograd transform,
    Layout layout) {}
