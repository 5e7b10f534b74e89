/** The application that the tests start. */
package dev.weft.integration.consumer;
