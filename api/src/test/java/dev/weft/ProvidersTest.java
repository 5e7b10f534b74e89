package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.fakes.FakeBackends;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  @TempDir Path folder;

  @Test
  void noneIsFoundWhereNoneIsRegistered() {
    assertEquals(List.of(), Providers.find());
  }

  @Test
  void theyAreRankedAndOfEqualRankByName() {
    assertEquals(List.of("high", "low"), found(FakeBackends.Low.class, FakeBackends.High.class));
    assertEquals(
        List.of("equal", "high", "low"),
        found(FakeBackends.Low.class, FakeBackends.High.class, FakeBackends.Equal.class));
  }

  @Test
  void listingThemAsksNothingOfTheirNativeCode() {
    assertEquals(
        List.of("untouchable", "low"),
        found(FakeBackends.Low.class, FakeBackends.Untouchable.class));
  }

  @Test
  void oneFoundTwiceIsOne() {
    assertEquals(List.of("low"), found(FakeBackends.Low.class, FakeBackends.Low.class));
  }

  @Test
  void twoOfOneNameAreNamedBoth() {
    assertEquals(
        "two providers name their backend 'low': dev.weft.fakes.FakeBackends$Low and"
            + " dev.weft.fakes.FakeBackends$SecondLow; remove one of them",
        refusal(FakeBackends.Low.class, FakeBackends.SecondLow.class).getMessage());
  }

  @Test
  void oneForAnotherVersionIsRefused() {
    assertEquals(
        "backend provider dev.weft.fakes.FakeBackends$Outdated was made for version 2 of the"
            + " backend SPI, this is version 1; use artifacts of one Weft version",
        refusal(FakeBackends.Low.class, FakeBackends.Outdated.class).getMessage());
  }

  @Test
  void oneNamedAutoIsRefused() {
    assertEquals(
        "backend provider dev.weft.fakes.FakeBackends$NamedAuto has the name 'auto', expected"
            + " lower-case letters, digits and dashes, beginning with a letter, and not 'auto'",
        refusal(FakeBackends.NamedAuto.class).getMessage());
  }

  @Test
  void oneWithABadNameIsRefused() {
    assertTrue(
        refusal(FakeBackends.Shouting.class)
            .getMessage()
            .startsWith(
                "backend provider dev.weft.fakes.FakeBackends$Shouting has the name 'MXNet', "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1st", "-a", "a_b", "a b", "a.b", "Ä", "aB", "a\n", "auto"})
  void badNamesAreRefused(String name) {
    List<BackendProvider> providers = List.of(new Named(name));
    assertThrows(IllegalStateException.class, () -> Providers.checked(providers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "mxnet", "mx-net2", "automatic", "a-"})
  void goodNamesAreAccepted(String name) {
    BackendProvider provider = new Named(name);
    assertEquals(List.of(provider), Providers.checked(List.of(provider)));
  }

  @Test
  void oneThatCannotBeMadeIsNamed() {
    IllegalStateException e = refusal(FakeBackends.Low.class, FakeBackends.Unmakeable.class);
    assertTrue(e.getMessage().startsWith("a backend provider cannot be made: "), e.getMessage());
    assertTrue(e.getMessage().contains("FakeBackends$Unmakeable"), e.getMessage());
    assertEquals("no licence", e.getCause().getCause().getMessage());
  }

  @Test
  void aRegistrationWithoutClassIsNamed() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(BackendProvider.class.getName()), "no.such.Provider");
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> ProviderPath.searching(List.of(folder), Providers::find))
            .getMessage();
    assertTrue(message.contains("no.such.Provider"), message);
  }

  @Test
  void theyAreLookedUpAnewEachTime() {
    assertEquals(List.of("low"), found(FakeBackends.Low.class));
    assertEquals(List.of(), Providers.find());
  }

  @Test
  void aThreadWithoutContextClassLoaderFindsThoseOfTheSystem() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(null);
    try {
      assertEquals(List.of(), Providers.find());
      assertEquals(List.of(), Backends.describe());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private List<String> found(Class<?>... registered) {
    ProviderPath.register(folder, registered);
    return ProviderPath.searching(List.of(folder), Providers::find).stream()
        .map(BackendProvider::name)
        .toList();
  }

  private IllegalStateException refusal(Class<?>... registered) {
    return assertThrows(IllegalStateException.class, () -> found(registered));
  }

  private record Named(String name) implements BackendProvider {
    @Override
    public int apiVersion() {
      return API_VERSION;
    }

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public Availability availability() {
      throw new AssertionError();
    }

    @Override
    public Model load(ModelSource source, PredictorOptions options) {
      throw new AssertionError();
    }
  }
}
