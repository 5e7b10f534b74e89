/** One model in different Java runtimes, behind one interface. */
@org.jspecify.annotations.NullMarked
package dev.weft.benchmarks.runtime;
