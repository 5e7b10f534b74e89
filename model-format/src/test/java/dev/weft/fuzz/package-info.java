/**
 * What all fuzz tests of readers share. It depends on the API alone, so that a module further up
 * the line can use it out of this module's test jar.
 */
package dev.weft.fuzz;
