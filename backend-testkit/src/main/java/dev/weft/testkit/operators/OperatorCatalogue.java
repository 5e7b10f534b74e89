package dev.weft.testkit.operators;

import java.util.List;
import java.util.stream.Stream;

/** All families of cases. */
public final class OperatorCatalogue {

  private OperatorCatalogue() {}

  /**
   * The families.
   *
   * @return the families, in an order that does not change
   */
  public static List<OperatorFamily> families() {
    return List.of(
        new OperatorFamily("convolution", ConvolutionCases::all),
        new OperatorFamily("deconvolution", DeconvolutionCases::all),
        new OperatorFamily("pooling", PoolingCases::all),
        new OperatorFamily("normalisation", NormalisationCases::all),
        new OperatorFamily("activation", ActivationCases::all),
        new OperatorFamily("dense", DenseCases::all),
        new OperatorFamily("unary", UnaryCases::all),
        new OperatorFamily("scalar", ScalarCases::all),
        new OperatorFamily("elementwise", BinaryCases::elementwise),
        new OperatorFamily("broadcast", BinaryCases::broadcast),
        new OperatorFamily("reduction", ReductionCases::all),
        new OperatorFamily("reshape", ReshapeCases::all),
        new OperatorFamily("slicing", SlicingCases::all),
        new OperatorFamily("joining", JoiningCases::all),
        new OperatorFamily("loss", LossCases::all),
        new OperatorFamily("indexing", IndexingCases::all),
        new OperatorFamily("sorting", SortingCases::all),
        new OperatorFamily("sequence", SequenceCases::all),
        new OperatorFamily("recurrent", RecurrentCases::all),
        new OperatorFamily("resampling", ResamplingCases::all),
        new OperatorFamily("detection", DetectionCases::all),
        new OperatorFamily("deformable", DeformableCases::all),
        new OperatorFamily("linear algebra", LinearAlgebraCases::all),
        new OperatorFamily("miscellaneous", MiscellaneousCases::all),
        new OperatorFamily("creation", CreationCases::constants),
        new OperatorFamily("cast", CreationCases::casts),
        new OperatorFamily("sampling", SamplingCases::all),
        new OperatorFamily(NumpyNameCases.FAMILY, NumpyNameCases::all),
        new OperatorFamily("behind a convolution", BlockedCases::all),
        new OperatorFamily("behind weights", FollowingCases::all),
        new OperatorFamily("reused values", ReusedValueCases::all),
        new OperatorFamily("partly constant", PartlyConstantCases::all),
        new OperatorFamily("drawn graphs", DrawnGraphs::all),
        new OperatorFamily("parameters in calls", CallParameterCases::all));
  }

  /**
   * The cases of all families.
   *
   * @return a stream of them
   */
  public static Stream<OperatorCase> cases() {
    return families().stream().flatMap(OperatorFamily::cases);
  }
}
