package dev.weft.graph.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.fuzz.SeedFiles;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a symbol are, {@link GraphContract} is kept. */
@Timeout(20)
class ModelReaderFuzzTest {
  private static final int MAX_SEED_BYTES = 12 << 10;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "")
  void read(byte[] bytes) {
    GraphContract.check(bytes);
  }

  static Stream<byte[]> seeds() {
    return Stream.concat(
        OperatorSeeds.ofEachOperator(2).map(OperatorSeeds::symbol),
        SeedFiles.named("-symbol.json", MAX_SEED_BYTES));
  }
}
