package dev.weft.backend.mxnet;

class SavedGraphsIT extends SavedGraphsOnMxnet {
  SavedGraphsIT() {
    super(Subject.mxnet());
  }
}
