/**
 * Well-known networks as MXNet models with seeded parameters. The structures are the published
 * ones, to the parameter; the values are drawn at random, so that speed, memory and agreement
 * between backends can be tested where trained weights cannot be shipped. What the networks answer
 * means nothing, but it is finite, spread over the classes and depends on the input.
 */
package dev.weft.testkit.zoo;
