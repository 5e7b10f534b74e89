/**
 * What a backend makes of a model, and what its steps do in time: reports for people and tools.
 *
 * <p>{@link dev.weft.Model#report} gives a {@link dev.weft.inspect.ModelReport}; a {@link
 * dev.weft.inspect.StepListener} in the options of a predictor is told of every step that runs. All
 * records are immutable.
 */
package dev.weft.inspect;
