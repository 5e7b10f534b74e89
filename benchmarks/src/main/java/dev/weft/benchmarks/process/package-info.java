/** Runtimes in JVMs of their own, so that none shares memory, threads or libraries with another. */
@org.jspecify.annotations.NullMarked
package dev.weft.benchmarks.process;
