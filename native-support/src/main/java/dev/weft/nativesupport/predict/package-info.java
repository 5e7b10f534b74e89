/**
 * From a call of a predictor to a turn in one of its execution contexts; the same for every
 * backend.
 */
package dev.weft.nativesupport.predict;
