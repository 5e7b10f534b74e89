/* Graphs: the work that was put on a stream between the begin and the end of a capture. */
#include "sim.h"

#include <stdlib.h>

struct Graph {
  struct Object object;
  struct WorkList work;
};

int stream_end_capture(struct Stream *stream, struct WorkList *captured);

EXPORT int cudaStreamEndCapture(struct Stream *stream, struct Graph **graph) {
  int fault = runtime_begin(__func__);
  struct WorkList work = {0};
  *graph = NULL;
  int code = stream_end_capture(stream, &work);
  if (fault != CUDA_SUCCESS) code = fault;
  if (code != CUDA_SUCCESS) {
    work_free(&work);
    return runtime_error(code);
  }
  *graph = object_create(GRAPH, sizeof **graph);
  (*graph)->object.device = stream->object.device;
  (*graph)->work = work;
  return CUDA_SUCCESS;
}

EXPORT int cudaGraphInstantiate(struct Graph **executable, struct Graph *graph, unsigned long long flags) {
  RUNTIME_BEGIN();
  if (!object_check(GRAPH, graph)) return runtime_error(CUDA_INVALID_HANDLE);
  if (flags != 0) return runtime_error(CUDA_INVALID_VALUE);
  *executable = object_create(GRAPH_EXEC, sizeof **executable);
  (*executable)->object.device = graph->object.device;
  for (struct Work *work = graph->work.first; work != NULL; work = work->next) {
    work_append(&(*executable)->work, work);
  }
  return CUDA_SUCCESS;
}

static int destroy(enum Kind kind, struct Graph *graph) {
  if (!object_enter(kind, graph)) return CUDA_INVALID_HANDLE;
  work_free(&graph->work);
  object_leave(graph);
  object_destroy(kind, graph);
  return sticky_error(graph->object.device);
}

EXPORT int cudaGraphDestroy(struct Graph *graph) {
  int code = call_begin(__func__);
  return runtime_error(code != CUDA_SUCCESS ? code : destroy(GRAPH, graph));
}

EXPORT int cudaGraphExecDestroy(struct Graph *executable) {
  int code = call_begin(__func__);
  return runtime_error(code != CUDA_SUCCESS ? code : destroy(GRAPH_EXEC, executable));
}

static int run_graph(int device, void *arguments) {
  struct Graph *executable = *(struct Graph **)arguments;
  if (!object_enter(GRAPH_EXEC, executable)) return CUDA_INVALID_HANDLE;
  int code = CUDA_SUCCESS;
  for (struct Work *work = executable->work.first; work != NULL && code == CUDA_SUCCESS; work = work->next) {
    code = work->run(device, work->arguments);
    if (code != CUDA_SUCCESS) violation("recorded work of %s failed with %d", work->function, code);
  }
  object_leave(executable);
  return code;
}

EXPORT int cudaGraphLaunch(struct Graph *executable, struct Stream *stream) {
  RUNTIME_BEGIN();
  if (!object_check(GRAPH_EXEC, executable)) return runtime_error(CUDA_INVALID_HANDLE);
  if (executable->object.device != current_device()) {
    violation("the graph is of device %d, the current device is %d", executable->object.device, current_device());
    return runtime_error(CUDA_INVALID_HANDLE);
  }
  return runtime_error(stream_put(stream, run_graph, &executable, sizeof executable));
}
