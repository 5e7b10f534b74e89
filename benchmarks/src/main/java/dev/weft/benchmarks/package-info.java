/** Whole programs that measure; each answers one question and tells its command. */
@org.jspecify.annotations.NullMarked
package dev.weft.benchmarks;
