/** The model and the images that are shipped with the programs. */
package dev.weft.samples.demo;
