/** Rewrites of a graph that keep its numbers, one class each. */
package dev.weft.graph.pass;
