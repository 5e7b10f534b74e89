package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnRNNStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Where a matrix of recurrent layers and its bias lie in cuDNN's order, counted in elements.
 *
 * @param matrix where the matrix begins, which is in row-major order
 * @param rows its rows
 * @param columns its columns
 * @param bias where the bias begins, as many numbers as rows; -1 if there is none
 */
public record WeightPlace(long matrix, long rows, long columns, long bias) {
  private static final int MATRIX_RANK = 3;

  static List<WeightPlace> all(
      Queue queue, DeviceHeap heap, RecurrentShape shape, cudnnRNNStruct layers, long byteSize) {
    List<WeightPlace> places = new ArrayList<>();
    String subject = shape.toString();
    try (Rollback made = new Rollback();
        HostMemory matrixWord = HostMemory.ofWord();
        HostMemory biasWord = HostMemory.ofWord()) {
      PointerPointer<Pointer> matrixAt = matrixWord.pointers();
      PointerPointer<Pointer> biasAt = biasWord.pointers();
      // cuDNN answers with addresses within the memory that it is given.
      long base = made.add(heap.allocate(byteSize, "order of weights")).address();
      TensorDescriptor matrix = made.add(TensorDescriptor.packed(ElementType.F32, 1, 1, 1));
      TensorDescriptor bias = made.add(TensorDescriptor.packed(ElementType.F32, 1, 1, 1));
      for (int layer = 0; layer < shape.layers() * shape.directions(); layer++) {
        for (int linear = 0; linear < shape.matrices(); linear++) {
          Status.cudnn(
              cudnn.cudnnGetRNNWeightParams(
                  queue.dnn(),
                  layers,
                  layer,
                  byteSize,
                  new Address(base),
                  linear,
                  matrix.pointer(),
                  matrixAt,
                  bias.pointer(),
                  biasAt),
              "cudnnGetRNNWeightParams",
              subject);
          int[] sizes = sizes(matrix.pointer(), subject);
          places.add(
              new WeightPlace(
                  element(matrixAt.get(), base), sizes[1], sizes[2], element(biasAt.get(), base)));
        }
      }
    }
    return places;
  }

  private static long element(Pointer address, long base) {
    return address == null || address.isNull() ? -1 : (address.address() - base) / Float.BYTES;
  }

  private static int[] sizes(cudnnTensorStruct matrix, String subject) {
    int[] sizes = new int[MATRIX_RANK];
    int[] rank = new int[1];
    Status.cudnn(
        cudnn.cudnnGetTensorNdDescriptor(
            matrix, MATRIX_RANK, new int[1], rank, sizes, new int[MATRIX_RANK]),
        "cudnnGetTensorNdDescriptor",
        subject);
    if (rank[0] != MATRIX_RANK) {
      throw new BackendException(
          subject,
          "cudnnGetRNNWeightParams",
          0,
          "a matrix of weights has " + rank[0] + " dimensions, expected " + MATRIX_RANK);
    }
    return sizes;
  }
}
