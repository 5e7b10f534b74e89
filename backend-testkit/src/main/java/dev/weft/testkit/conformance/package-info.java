/**
 * What every backend must do, as abstract JUnit classes. A backend subclasses each, says with which
 * options it runs and, in a short list with reasons, what it cannot do.
 *
 * <p>Answers are held against what is known of the models, against one thread's answers bit by bit,
 * and against a {@link dev.weft.testkit.conformance.Reference} where there is one.
 */
package dev.weft.testkit.conformance;
