package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment variable is tried by {@link BackendEnvironmentTest}. */
class BackendChoiceTest {
  private static final PredictorOptions NONE = PredictorOptions.defaults();
  private static final PredictorOptions OPTION =
      PredictorOptions.builder().backend("option").build();

  @TempDir Path first;
  @TempDir Path second;

  @BeforeEach
  void requireCleanEnvironment() {
    assumeTrue(System.getenv(Backends.ENVIRONMENT_VARIABLE) == null);
    System.clearProperty(Backends.SYSTEM_PROPERTY);
  }

  @AfterEach
  void clear() {
    System.clearProperty(Backends.SYSTEM_PROPERTY);
  }

  @Test
  void autoIsTheDefault() {
    BackendChoice choice = BackendChoice.of(NONE);
    assertEquals(new BackendChoice("auto", "default"), choice);
    assertTrue(choice.isAutomatic());
  }

  @Test
  void anOptionOverridesEverything() throws IOException {
    System.setProperty(Backends.SYSTEM_PROPERTY, "property");
    configure(first, "backend=resource");
    assertEquals(new BackendChoice("option", "PredictorOptions.backend"), choice(OPTION));
    assertFalse(choice(OPTION).isAutomatic());
  }

  @Test
  void theOptionAutoOverridesToo() {
    System.setProperty(Backends.SYSTEM_PROPERTY, "property");
    assertTrue(choice(PredictorOptions.builder().backend("auto").build()).isAutomatic());
  }

  @Test
  void aSystemPropertyOverridesTheResource() throws IOException {
    System.setProperty(Backends.SYSTEM_PROPERTY, " property ");
    configure(first, "backend=resource");
    assertEquals(new BackendChoice("property", "system property dev.weft.backend"), choice(NONE));
  }

  @Test
  void aBlankSystemPropertyNamesNothing() throws IOException {
    System.setProperty(Backends.SYSTEM_PROPERTY, " ");
    configure(first, "backend=resource");
    assertEquals("resource", choice(NONE).name());
  }

  @Test
  void theResourceIsReadWhereNothingElseIsSet() throws IOException {
    configure(first, "# a comment\nbackend = resource \n");
    BackendChoice choice = choice(NONE);
    assertEquals("resource", choice.name());
    assertEquals(url(first), choice.origin());
  }

  @Test
  void anEmptyResourceNamesNothing() throws IOException {
    configure(first, "backend=\n");
    configure(second, "");
    assertEquals("auto", choice(NONE).name());
  }

  @Test
  void resourcesMayAgree() throws IOException {
    configure(first, "backend=same");
    configure(second, "backend=same");
    assertEquals("same", choice(NONE).name());
  }

  @Test
  void resourcesThatDisagreeAreBothNamed() throws IOException {
    configure(first, "backend=one");
    configure(second, "backend=two");
    assertEquals(
        "several weft.properties name different backends: {one="
            + url(first)
            + ", two="
            + url(second)
            + "}; keep one of them",
        refusal());
  }

  @Test
  void anUnknownEntryIsRefused() throws IOException {
    configure(first, "backend=one\nbackand=two");
    assertEquals(url(first) + " has an entry 'backand', expected only 'backend'", refusal());
  }

  @Test
  void aDamagedResourceIsRefused() throws IOException {
    configure(first, "backend=\\u00zz");
    String message = refusal();
    assertTrue(message.startsWith("cannot read " + url(first) + ": "), message);
  }

  @Test
  void aBadResourceDoesNotMatterWhereAnOptionIsSet() throws IOException {
    configure(first, "nonsense=1");
    assertEquals("option", choice(OPTION).name());
  }

  @Test
  void theOriginOfAnUnknownNameIsInTheMessage() throws IOException {
    configure(first, "backend=nowhere");
    ModelSource source = ModelSource.mxnet(Path.of("net"), 0);
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class,
            () -> ProviderPath.searching(List.of(first), () -> Model.load(source)));
    assertEquals(
        "backend 'nowhere', named by "
            + url(first)
            + ", was not found; no backend is on the class or module path",
        e.reason());
  }

  private String refusal() {
    return assertThrows(IllegalArgumentException.class, () -> choice(NONE)).getMessage();
  }

  private BackendChoice choice(PredictorOptions options) {
    return ProviderPath.searching(List.of(first, second), () -> BackendChoice.of(options));
  }

  private static void configure(Path folder, String text) throws IOException {
    Files.writeString(folder.resolve(Backends.CONFIGURATION), text);
  }

  private static String url(Path folder) throws IOException {
    return folder.toUri().toURL() + Backends.CONFIGURATION;
  }
}
