/**
 * The demo model: a generator of small pictures of digits and capital letters, a convolutional
 * network trained on them with libmxnet, and the programs that draw and train.
 */
package dev.weft.demo;
