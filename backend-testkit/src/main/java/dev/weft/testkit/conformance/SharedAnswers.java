package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls made by one thread, then by several: the answers must have the same bits. */
final class SharedAnswers {

  private SharedAnswers() {}

  /** Returns the answers, one for each call's inputs. */
  static List<List<Tensor>> of(ThreadSafePredictor predictor, int threads, List<Tensor[]> calls)
      throws Exception {
    List<List<Tensor>> alone = new ArrayList<>();
    for (Tensor[] call : calls) {
      alone.add(predictor.predict(call));
    }
    AtomicInteger next = new AtomicInteger();
    Team.of(
        threads,
        member -> {
          int call = next.getAndIncrement();
          while (call < calls.size()) {
            Answers.same(alone.get(call), predictor.predict(calls.get(call)));
            call = next.getAndIncrement();
          }
        });
    return alone;
  }

  /** As {@link #of}, and every thread makes every call, each beginning with another one. */
  static List<List<Tensor>> ofEach(ThreadSafePredictor predictor, int threads, List<Tensor[]> calls)
      throws Exception {
    List<List<Tensor>> alone = new ArrayList<>();
    for (Tensor[] call : calls) {
      alone.add(predictor.predict(call));
    }
    Team.of(
        threads,
        member -> {
          for (int i = 0; i < calls.size(); i++) {
            int call = (i + member) % calls.size();
            Answers.same(alone.get(call), predictor.predict(calls.get(call)));
          }
        });
    return alone;
  }
}
