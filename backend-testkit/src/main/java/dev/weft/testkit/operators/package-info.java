/**
 * Models of one operator each, with the inputs to call them with, for every operator that a backend
 * should have: what libmxnet is asked as the oracle. Attributes are those of saved models, and
 * combinations drawn beside them; shapes have odd sizes, batches, and dimensions of size 1.
 */
package dev.weft.testkit.operators;
