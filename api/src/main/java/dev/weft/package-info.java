/**
 * What applications see: models, predictors that any number of threads may call, tensors, options
 * and errors.
 *
 * <p>Start with {@link dev.weft.ThreadSafePredictor}.
 */
package dev.weft;
