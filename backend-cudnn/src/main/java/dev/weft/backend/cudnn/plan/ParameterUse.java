package dev.weft.backend.cudnn.plan;

import dev.weft.graph.Constant;
import dev.weft.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * A constant that a plan reads.
 *
 * @param node who reads it, or null if it is an output
 * @param constant the constant
 * @param layout how it is read
 */
record ParameterUse(@Nullable Node node, Constant constant, Layout layout) {}
