/** What plans are compiled from, and where the values of a plan lie in memory. */
package dev.weft.graph.plan;
