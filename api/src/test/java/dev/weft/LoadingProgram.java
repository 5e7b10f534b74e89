package dev.weft;

import java.nio.file.Path;

/** Loads a model with the options of its first argument, and says what came of it. */
final class LoadingProgram {
  private LoadingProgram() {}

  public static void main(String[] arguments) {
    PredictorOptions.Builder options = PredictorOptions.builder();
    for (String backend : arguments) {
      options.backend(backend);
    }
    try {
      System.out.println(Model.load(ModelSource.mxnet(Path.of("net"), 0), options.build()));
    } catch (BackendUnavailableException e) {
      System.out.println(e.reason());
    }
  }
}
