/** Where the values of a compiled graph lie in memory. */
package dev.weft.graph.plan;
