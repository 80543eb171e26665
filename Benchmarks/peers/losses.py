#!/usr/bin/env python3
"""Writes the losses of 100 training steps of PyTorch, which the tests compare ours with.

Usage: losses.py > Tests/RecurrentNetworkTests/Fixtures/pytorch_losses.json

Weights and tokens come from a linear congruential generator that the tests have too, so that only
the losses are stored. One bias per gate is learned, as in the engine: PyTorch's second one stays zero,
but for the candidate of a GRU.

Needs the package torch.
"""

import json

import torch

VOCABULARY, EMBEDDING, HIDDEN, LAYERS, STEPS, BATCH = 13, 8, 16, 2, 12, 6


class Congruential:
    """Numerical Recipes' 32-bit generator."""

    def __init__(self, state=1):
        self.state = state

    def bits(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state

    def weights(self, *shape):
        count = torch.Size(shape).numel()
        return torch.tensor([self.bits() / 2**32 * 0.6 - 0.3 for _ in range(count)]).reshape(shape)

    def tokens(self):
        count = STEPS * BATCH
        return torch.tensor([self.bits() // 65536 % VOCABULARY for _ in range(count)]).reshape(STEPS, BATCH)


class Model(torch.nn.Module):
    def __init__(self, cell, bidirectional, numbers):
        super().__init__()
        self.embedding = torch.nn.Embedding(VOCABULARY, EMBEDDING)
        kinds = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn-tanh": torch.nn.RNN}
        self.stack = kinds[cell](EMBEDDING, HIDDEN, LAYERS, bidirectional=bidirectional)
        self.head = torch.nn.Linear(HIDDEN * (2 if bidirectional else 1), VOCABULARY)
        with torch.no_grad():
            self.embedding.weight.copy_(numbers.weights(VOCABULARY, EMBEDDING))
            for layer in range(LAYERS):
                for suffix in ["", "_reverse"] if bidirectional else [""]:
                    for name in ["weight_ih", "weight_hh", "bias_ih"]:
                        tensor = getattr(self.stack, f"{name}_l{layer}{suffix}")
                        tensor.copy_(numbers.weights(*tensor.shape))
                    second = getattr(self.stack, f"bias_hh_l{layer}{suffix}")
                    second.zero_()
                    kept = torch.zeros_like(second)
                    if cell == "gru":
                        second[2 * HIDDEN:] = numbers.weights(HIDDEN)
                        kept[2 * HIDDEN:] = 1
                    second.register_hook(lambda gradient, kept=kept: gradient * kept)
            self.head.weight.copy_(numbers.weights(*self.head.weight.shape))
            self.head.bias.copy_(numbers.weights(VOCABULARY))

    def forward(self, tokens):
        return self.head(self.stack(self.embedding(tokens))[0])


def optimizer(model, method):
    if method == "adamw":
        plain = [p for n, p in model.named_parameters() if "bias" in n or "embedding" in n]
        decayed = [p for n, p in model.named_parameters() if not ("bias" in n or "embedding" in n)]
        return torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}],
            lr=1e-2, betas=(0.9, 0.99), eps=1e-8)
    if method == "rmsprop":
        return torch.optim.RMSprop(model.parameters(), lr=3e-3, alpha=0.99, eps=1e-8)
    return torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)


def losses(cell, method, bidirectional):
    numbers = Congruential()
    model = Model(cell, bidirectional, numbers)
    steps = optimizer(model, method)
    batches = [(numbers.tokens(), numbers.tokens()) for _ in range(4)]
    found = []
    for step in range(100):
        tokens, targets = batches[step % 4]
        steps.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(tokens).reshape(-1, VOCABULARY), targets.reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        steps.step()
        found.append(round(loss.item(), 6))
    return found


def main():
    torch.set_num_threads(1)
    runs = []
    for cell, method, bidirectional in [
            ("lstm", "adamw", False), ("gru", "rmsprop", False), ("rnn-tanh", "sgd", False),
            ("lstm", "sgd", True), ("gru", "adamw", True)]:
        runs.append({"cell": cell, "method": method, "isBidirectional": bidirectional,
                     "losses": losses(cell, method, bidirectional)})
    print("[" + ",\n".join(json.dumps(run) for run in runs) + "]")


if __name__ == "__main__":
    main()
