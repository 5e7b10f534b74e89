package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BackendOptionsTest {
  private static final Map<String, String> KNOWN =
      Map.of("some.size", "a size", "some.fast", "true or false");

  @Test
  void whatIsNotSetIsTheDefault() {
    BackendOptions options = options("other.size", "many");
    assertEquals(Optional.empty(), options.text("some.size"));
    assertEquals(7, options.positive("some.size", 7));
    assertTrue(options.flag("some.fast", true));
  }

  @Test
  void whatIsSetIsRead() {
    assertEquals(Optional.of(" 5 "), options("some.size", " 5 ").text("some.size"));
    assertEquals(5, options("some.size", " 5 ").positive("some.size", 7));
    assertFalse(options("some.fast", "false").flag("some.fast", true));
  }

  @Test
  void anotherNameOfTheBackendIsRefused() {
    refused(
        "unknown backend option 'some.sise',"
            + " expected one of {some.fast=true or false, some.size=a size}",
        () -> options("some.sise", "5"));
  }

  @Test
  void anotherValueIsRefused() {
    refused(
        "option some.size is '0', expected a whole number of at least 1",
        () -> options("some.size", "0").positive("some.size", 7));
    refused(
        "option some.size is 'five', expected a whole number of at least 1",
        () -> options("some.size", "five").positive("some.size", 7));
    refused(
        "option some.fast is 'yes', expected true or false",
        () -> options("some.fast", "yes").flag("some.fast", true));
  }

  private static BackendOptions options(String name, String value) {
    return BackendOptions.of(
        "some", KNOWN, PredictorOptions.builder().backendOption(name, value).build());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
