/** Programs, one idea each; {@link dev.weft.samples.Weft} starts any of them. */
package dev.weft.samples;
