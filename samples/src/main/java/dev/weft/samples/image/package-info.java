/** From an image file to a tensor, and from scores to labels. */
package dev.weft.samples.image;
