#!/usr/bin/env python3
"""folk-rnn's recipe in PyTorch, for equal wall time beside `lilt train --encoding words`.

Three LSTM layers of 512 units on one-hot tokens, dropout .5 after each layer, forget biases 5, Glorot
input and orthogonal recurrent weights; RMSprop at .003 that falls by .97 an epoch after the 20th,
elements of the gradient clipped at 5, 64 tunes of like length a step, loss in nats per tune.

Source: Sturm, Santos, Ben-Tal & Korshunova 2016, "Music transcription modelling and composition using
deep learning". It differs in one thing: Lasagne clips the gradient at each time step, here the whole
gradient's elements are clipped, in nats per tune as there.

Usage: folkrnn.py TRAIN.txt VALID.txt [--minutes 30] [--threads 2] [--seed 1]
Prints one JSON object per epoch, and at the end the best: natsPerToken on the validation part, its end
tokens among them, start tokens left out. Needs the package torch.
"""

import argparse
import json
import random
import time

import torch

START, END, UNKNOWN, IGNORED = 0, 1, 2, -100


def tunes(path):
    text = open(path, encoding="utf-8").read()
    return [piece.split() for piece in text.split("\n\n") if piece.strip()]


class Model(torch.nn.Module):
    def __init__(self, vocabulary, hidden=512, layers=3, dropout=0.5):
        super().__init__()
        sizes = [vocabulary] + [hidden] * layers
        self.vocabulary = vocabulary
        self.layers = torch.nn.ModuleList(
            torch.nn.LSTM(a, hidden, batch_first=True) for a in sizes[:-1]
        )
        self.dropout = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(hidden, vocabulary)
        for layer in self.layers:
            torch.nn.init.xavier_uniform_(layer.weight_ih_l0)
            for gate in range(4):
                rows = slice(gate * hidden, (gate + 1) * hidden)
                torch.nn.init.orthogonal_(layer.weight_hh_l0.data[rows])
            torch.nn.init.zeros_(layer.bias_ih_l0)
            torch.nn.init.zeros_(layer.bias_hh_l0)
            layer.bias_ih_l0.data[hidden : 2 * hidden] = 5.0

    def forward(self, tokens):
        values = torch.nn.functional.one_hot(tokens, self.vocabulary).float()
        for layer in self.layers:
            values = self.dropout(layer(values)[0])
        return self.head(values)


def batches(sequences, size, generator):
    """Batches of tunes of like length, in random order."""
    order = sorted(range(len(sequences)), key=lambda i: (len(sequences[i]), generator.random()))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    generator.shuffle(groups)
    for group in groups:
        longest = max(len(sequences[i]) for i in group) - 1
        inputs = torch.zeros(len(group), longest, dtype=torch.long)
        targets = torch.full((len(group), longest), IGNORED)
        for row, i in enumerate(group):
            tokens = torch.tensor(sequences[i])
            inputs[row, : len(tokens) - 1] = tokens[:-1]
            targets[row, : len(tokens) - 1] = tokens[1:]
        yield inputs, targets


def loss_sum(model, inputs, targets):
    logits = model(inputs)
    return torch.nn.functional.cross_entropy(
        logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum"
    )


@torch.no_grad()
def evaluate(model, sequences, size):
    model.eval()
    total = sum(
        loss_sum(model, *batch).item() for batch in batches(sequences, size, random.Random(0))
    )
    model.train()
    return total / sum(len(s) - 1 for s in sequences)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train")
    parser.add_argument("valid")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=64)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    generator = random.Random(o.seed)
    train, valid = tunes(o.train), tunes(o.valid)
    symbols = sorted({symbol for tune in train for symbol in tune})
    ids = {symbol: i + 3 for i, symbol in enumerate(symbols)}
    train, valid = (
        [[START] + [ids.get(s, UNKNOWN) for s in tune] + [END] for tune in part]
        for part in (train, valid)
    )
    model = Model(len(symbols) + 3)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.003, alpha=0.9, eps=1e-6)
    start, best, epoch = time.time(), float("inf"), 0
    while time.time() - start < 60 * o.minutes:
        for group in optimizer.param_groups:
            group["lr"] = 0.003 * 0.97 ** max(0, epoch - 20)
        for inputs, targets in batches(train, o.batch, generator):
            optimizer.zero_grad(set_to_none=True)
            (loss_sum(model, inputs, targets) / len(inputs)).backward()
            torch.nn.utils.clip_grad_value_(model.parameters(), 5.0)
            optimizer.step()
            if time.time() - start > 60 * o.minutes:
                break
        epoch += 1
        found = evaluate(model, valid, o.batch)
        best = min(best, found)
        seconds = round(time.time() - start, 1)
        print(json.dumps({"epoch": epoch, "natsPerToken": found, "seconds": seconds}), flush=True)
    print(json.dumps({"best": best, "epochs": epoch, "minutes": o.minutes, "seed": o.seed}))


if __name__ == "__main__":
    main()
