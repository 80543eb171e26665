#!/usr/bin/env python3
"""Times PyTorch's whole training step: the twin of `lilt benchmark train`.

Embedding, stacked LSTM with dropout between layers and before the head, linear head, cross-entropy,
backward, clipping by global norm, fused AdamW; fresh random tokens each step. Prints one JSON object
with tokensPerSecond (median), the fastest and slowest step in seconds, and peakResidentBytes.

Needs the package torch.
"""

import argparse
import json
import resource
import sys
import time

import torch


class Model(torch.nn.Module):
    def __init__(self, o):
        super().__init__()
        self.embedding = torch.nn.Embedding(o.vocabulary, o.hidden)
        cell = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn-tanh": torch.nn.RNN}[o.cell]
        self.stack = cell(o.hidden, o.hidden, o.layers, dropout=o.dropout if o.layers > 1 else 0)
        self.dropout = torch.nn.Dropout(o.dropout)
        self.head = torch.nn.Linear(o.hidden, o.vocabulary)

    def forward(self, tokens):
        outputs, _ = self.stack(self.embedding(tokens))
        return self.head(self.dropout(outputs))


def step(model, optimizer, o):
    tokens = torch.randint(o.vocabulary, (o.steps, o.batch))
    targets = torch.randint(o.vocabulary, (o.steps, o.batch))
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=o.precision == "bf16"):
        logits = model(tokens)
        loss = torch.nn.functional.cross_entropy(logits.view(-1, o.vocabulary), targets.view(-1))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    loss.item()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cell", default="lstm")
    parser.add_argument("--hidden", type=int, default=512)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--vocabulary", type=int, default=137)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--steps", type=int, default=64, help="time steps of a batch")
    parser.add_argument("--repeats", type=int, default=10, help="training steps to time")
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--on-request", action="store_true",
                        help="time one step for each line on standard input")
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    model = Model(o)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)
    for _ in range(2):
        step(model, optimizer, o)
    if o.on_request:
        print("ready", flush=True)
        for _ in sys.stdin:
            print(step(model, optimizer, o), flush=True)
        return
    times = sorted(step(model, optimizer, o) for _ in range(o.repeats))
    print(json.dumps({
        "tokensPerSecond": o.batch * o.steps / times[len(times) // 2],
        "fastestSeconds": times[0],
        "slowestSeconds": times[-1],
        "peakResidentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }))


if __name__ == "__main__":
    main()
