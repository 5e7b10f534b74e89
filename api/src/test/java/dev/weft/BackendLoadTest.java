package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.fakes.FakeBackends;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendLoadTest {
  private static final ModelSource NET = ModelSource.mxnet(Path.of("net"), 0);

  @TempDir Path folder;

  @Test
  void autoTakesTheHighestRank() {
    assertEquals("loaded by high", load("auto", FakeBackends.Low.class, FakeBackends.High.class));
  }

  @Test
  void nothingSetIsAuto() {
    ProviderPath.register(folder, FakeBackends.High.class);
    Model model = ProviderPath.searching(List.of(folder), () -> Model.load(NET));
    assertEquals("loaded by high", model.toString());
  }

  @Test
  void autoPassesOverThoseThatCannot() {
    assertEquals(
        "loaded by low",
        load("auto", FakeBackends.Low.class, FakeBackends.Picky.class, FakeBackends.Absent.class));
  }

  @Test
  void autoDoesNotPassOverOtherTrouble() {
    BackendException e =
        assertThrows(
            BackendException.class,
            () -> load("auto", FakeBackends.Low.class, FakeBackends.Failing.class));
    assertEquals(
        "loading net-symbol.json: MXNDArrayLoad returned -1: out of memory", e.getMessage());
  }

  @Test
  void autoGivesTheReasonOfEach() {
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class,
            () -> load("auto", FakeBackends.Picky.class, FakeBackends.Absent.class));
    assertEquals(
        "no backend can run net-symbol.json: absent: libabsent is missing. Fix: install it; picky:"
            + " net-symbol.json: backend 'picky' lacks 1 operator of this model: Convolution (node"
            + " conv0)",
        e.reason());
    assertEquals(
        "follow one of the reasons given, or name the backend to see only its own", e.fix());
    assertEquals(
        List.of(BackendUnavailableException.class, UnsupportedModelException.class),
        Arrays.stream(e.getSuppressed()).map(Object::getClass).toList());
  }

  @Test
  void autoGivesTheOnlyReasonAsItIs() {
    assertThrows(UnsupportedModelException.class, () -> load("auto", FakeBackends.Picky.class));
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class, () -> load("auto", FakeBackends.Absent.class));
    assertEquals("libabsent is missing. Fix: install it", e.getMessage());
  }

  @Test
  void autoWithoutBackendsNamesAnArtifact() {
    assertEquals(
        "no backend is on the class or module path. Fix: add a backend artifact, such as"
            + " dev.weft:weft-backend-onednn, to the class or module path (on the module path also resolve"
            + " its module, for example with --add-modules)",
        assertThrows(BackendUnavailableException.class, () -> load("auto")).getMessage());
  }

  @Test
  void aNamedOneIsUsedWhateverItsRank() {
    assertEquals(
        "loaded by low",
        load(
            "low",
            FakeBackends.Low.class,
            FakeBackends.High.class,
            FakeBackends.Untouchable.class));
  }

  @Test
  void aNamedOneNeverFallsBack() {
    assertThrows(
        BackendUnavailableException.class,
        () -> load("absent", FakeBackends.Absent.class, FakeBackends.Low.class));
    assertThrows(
        UnsupportedModelException.class,
        () -> load("picky", FakeBackends.Picky.class, FakeBackends.Low.class));
  }

  @Test
  void anUnknownNameListsThosePresent() {
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class,
            () -> load("hihg", FakeBackends.Low.class, FakeBackends.High.class));
    assertEquals(
        "backend 'hihg', named by PredictorOptions.backend, was not found; high, low are on the"
            + " class or module path",
        e.reason());
    assertEquals("correct the name, or add the artifact that provides it", e.fix());
  }

  @Test
  void anUnknownNameOfWeftsOwnNamesTheArtifact() {
    for (String[] known :
        new String[][] {
          {"mxnet", "weft-backend-mxnet-jna"},
          {"onednn", "weft-backend-onednn"},
          {"cudnn", "weft-backend-cudnn"}
        }) {
      BackendUnavailableException e =
          assertThrows(
              BackendUnavailableException.class, () -> load(known[0], FakeBackends.Low.class));
      assertEquals(
          "backend '"
              + known[0]
              + "', named by PredictorOptions.backend, was not found; low is on the class or module"
              + " path",
          e.reason());
      assertEquals(
          "add the artifact dev.weft:"
              + known[1]
              + " to the class or module path (on the module path also resolve its module, for"
              + " example with --add-modules)",
          e.fix());
    }
  }

  @Test
  void anUnknownNameWithoutBackendsSaysSo() {
    assertEquals(
        "backend 'mxnet', named by PredictorOptions.backend, was not found; no backend is on the"
            + " class or module path",
        assertThrows(BackendUnavailableException.class, () -> load("mxnet")).reason());
  }

  @Test
  void namesAreTakenLiterally() {
    assertThrows(BackendUnavailableException.class, () -> load("LOW", FakeBackends.Low.class));
  }

  @Test
  void openFailsAsLoadDoes() {
    ProviderPath.register(folder, FakeBackends.Absent.class);
    assertThrows(
        BackendUnavailableException.class,
        () -> ProviderPath.searching(List.of(folder), () -> ThreadSafePredictor.open(NET)));
  }

  private String load(String backend, Class<?>... registered) {
    PredictorOptions options = PredictorOptions.builder().backend(backend).build();
    ProviderPath.register(folder, registered);
    return ProviderPath.searching(List.of(folder), () -> Model.load(NET, options)).toString();
  }
}
