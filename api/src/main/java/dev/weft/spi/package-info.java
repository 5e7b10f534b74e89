/**
 * What a backend implements: {@link dev.weft.spi.BackendProvider}, found with {@link
 * java.util.ServiceLoader}.
 */
package dev.weft.spi;
