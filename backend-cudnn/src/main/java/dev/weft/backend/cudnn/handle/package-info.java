/**
 * One small class for each native object of CUDA, cuDNN, cuBLAS and NVRTC; alone in naming JavaCPP.
 */
package dev.weft.backend.cudnn.handle;
