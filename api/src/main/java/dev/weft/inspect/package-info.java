/**
 * What a backend makes of a model, and how long its steps take: reports for people and tools.
 *
 * <p>{@link dev.weft.Model#report} returns a {@link dev.weft.inspect.ModelReport}; a {@link
 * dev.weft.inspect.StepListener} in the options of a predictor is told of every step that runs. All
 * records are immutable.
 */
package dev.weft.inspect;
