"""Measures PyTorch on this machine's GPU: the networks, batches and precisions of gpu-check, channels last, CUDA graphs."""
import time

import torch
import torchvision

SECONDS = 2.0
TYPES = {"FP16": torch.float16, "FP32": torch.float32, "BF16": torch.bfloat16}


def recorded(model, images):
    """Returns a CUDA graph of one call, after a few calls that let PyTorch choose algorithms."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(5):
            model(images)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        result = model(images)
    return graph, result


def row(name, precision, batch):
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    kind = TYPES[precision]
    model = getattr(torchvision.models, name)(weights=None).eval().cuda()
    model = model.to(kind).to(memory_format=torch.channels_last)
    images = torch.rand(batch, 3, 224, 224, device="cuda", dtype=kind).to(memory_format=torch.channels_last)
    host = torch.rand(batch, 3, 224, 224).pin_memory()
    with torch.inference_mode():
        graph, result = recorded(model, images)
        times = []
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            start = time.perf_counter()
            images.copy_(host, non_blocking=True)
            graph.replay()
            result.float().cpu()
            times.append(time.perf_counter() - start)
    times.sort()
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
    print(f"| {name} | {precision} | {batch} | 1 | {p50 * 1e3:.2f} | {p99 * 1e3:.2f} | {len(times) * batch / sum(times):.0f} | | |", flush=True)


print(f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}")
print("| network | precision | batch | callers | p50 ms | p99 ms | images/s | of the peak | MiB a context |")
print("|---|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
for network in ("resnet50", "resnet152"):
    for type_name in TYPES:
        for size in (1, 8, 64):
            row(network, type_name, size)
