package dev.weft.testkit.conformance;

import dev.weft.PredictorOptions;

/**
 * What the suite is run on: a backend with options, and what is known of it. Immutable.
 *
 * @param options what every model of the suite is loaded with; they name the backend
 * @param reference where right answers come from that the suite does not hold itself
 * @param ignored what the backend cannot do
 * @param leastTolerance the least tolerance for answers of single operators that need not be exact,
 *     relative to the greatest element of an output
 */
public record ConformanceSubject(
    PredictorOptions options, Reference reference, IgnoreList ignored, double leastTolerance) {

  /**
   * A backend that does everything, held against nothing but what the suite knows.
   *
   * @param options the options, which name the backend
   * @return the subject
   */
  public static ConformanceSubject of(PredictorOptions options) {
    return new ConformanceSubject(options, Reference.none(), IgnoreList.none(), 0);
  }

  /**
   * This subject, held against another backend where that is present.
   *
   * @param backend the other backend's name
   * @return the subject
   */
  public ConformanceSubject heldAgainst(String backend) {
    return new ConformanceSubject(options, Reference.backend(backend), ignored, leastTolerance);
  }

  /**
   * This subject, without what it cannot do.
   *
   * @param list the cases, each with its reason
   * @return the subject
   */
  public ConformanceSubject ignoring(IgnoreList list) {
    return new ConformanceSubject(options, reference, list, leastTolerance);
  }

  /**
   * This subject with a tolerance for rounding otherwise than its reference does.
   *
   * @param least the least tolerance, relative to the greatest element of an output
   * @return the subject
   */
  public ConformanceSubject withLeastTolerance(double least) {
    return new ConformanceSubject(options, reference, ignored, least);
  }
}
