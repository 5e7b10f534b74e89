package dev.weft.backend.onednn.drawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.backend.onednn.LeakCheck;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs drawn by chance give what libmxnet gives, and the same bits to all callers. A graph that
 * fails is made as small as it goes. The system property {@code weft.graphs} says how many graphs
 * are drawn, {@code weft.graphs.first} the seed of the first.
 */
@ExtendWith(LeakCheck.class)
class RandomGraphsIT {
  private static final long FIRST = Long.getLong("weft.graphs.first", 0);
  private static final long COUNT = Long.getLong("weft.graphs", 100);

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + COUNT);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAreThoseOfLibmxnet(long seed) {
    DrawnModel model = ModelDrawing.of(seed);
    String fault = Agreement.fault(model).orElse("");
    if (!fault.isEmpty()) {
      DrawnModel small = Shrinking.of(model, each -> Agreement.fault(each).isPresent());
      fault += "\nthe smallest graph found: " + Agreement.fault(small) + "\n" + small;
    }
    assertEquals("", fault);
  }
}
