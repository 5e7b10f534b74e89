/** The backend {@code mxnet}: from model files to calls of libmxnet. */
package dev.weft.backend.mxnet;
