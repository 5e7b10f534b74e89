/** The command-line options that the programs share, and how they start and fail. */
package dev.weft.samples.cli;
