package dev.weft.backend.mxnet;

import dev.weft.backend.mxnet.handle.InferredShapes;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.GraphShapes;
import dev.weft.testkit.conformance.SavedGraphsConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** Saved graphs, whose shapes libmxnet itself infers. */
@ExtendWith(LeakCheck.class)
abstract class SavedGraphsOnMxnet extends SavedGraphsConformance {
  SavedGraphsOnMxnet(ConformanceSubject subject) {
    super(subject);
  }

  @Override
  protected GraphShapes infer(Path symbol, Map<String, long[]> inputs) throws IOException {
    byte[] json = Files.readAllBytes(symbol);
    MxnetRuntime runtime = MxnetRuntime.start(options());
    InferredShapes.OfVariables shapes =
        NativeThreads.call(() -> InferredShapes.of(runtime.mxnet(), json, inputs));
    return new GraphShapes(shapes.arguments(), shapes.auxiliaryStates());
  }
}
