#!/usr/bin/env python3
"""Times PyTorch's generating, token after token: the twin of `lilt benchmark sample`.

Embedding, stacked LSTM with its states kept, linear head, softmax and a draw for each row, in inference
mode. Prints one JSON object with tokensPerSecond, secondsToFirstToken and peakResidentBytes.

Needs the package torch.
"""

import argparse
import json
import os
import resource
import tempfile
import time

import torch


class Model(torch.nn.Module):
    def __init__(self, o):
        super().__init__()
        self.embedding = torch.nn.Embedding(o.vocabulary, o.hidden)
        self.stack = torch.nn.LSTM(o.hidden, o.hidden, o.layers)
        self.head = torch.nn.Linear(o.hidden, o.vocabulary)

    def forward(self, tokens, state):
        outputs, state = self.stack(self.embedding(tokens), state)
        return self.head(outputs), state


def step(model, tokens, state):
    logits, state = model(tokens, state)
    return torch.multinomial(torch.softmax(logits[0].float(), -1), 1).T, state


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hidden", type=int, default=512)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--vocabulary", type=int, default=137)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--steps", type=int, default=300, help="tokens per row to time")
    parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--threads", type=int, default=2)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.pt")
        torch.save(Model(o).state_dict(), path)
        start = time.perf_counter()
        model = Model(o)
        model.load_state_dict(torch.load(path))
    model.eval()
    tokens, state = torch.zeros(1, o.batch, dtype=torch.long), None
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=o.precision == "bf16"):
        tokens, state = step(model, tokens, state)
        first = time.perf_counter() - start
        for _ in range(10):
            tokens, state = step(model, tokens, state)
        start = time.perf_counter()
        for _ in range(o.steps):
            tokens, state = step(model, tokens, state)
        seconds = time.perf_counter() - start
    print(json.dumps({
        "tokensPerSecond": o.steps * o.batch / seconds,
        "secondsToFirstToken": first,
        "peakResidentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }))


if __name__ == "__main__":
    main()
