#!/usr/bin/env python3
"""Compares a model's logits with PyTorch's.

Usage: logits.py MODEL.safetensors LOGITS.json [--tolerance 1e-4]

LOGITS.json is an object {"tokens": [...], "logits": [[...], ...]} with T tokens and T rows of V
scores, the scores after each token from the zero state. The model's tensors are loaded by name into
torch.nn.Embedding, LSTM, GRU or RNN, and Linear. Prints the largest difference; exit status 1 when it
is beyond the tolerance.

Needs the packages torch, safetensors and numpy.
"""

import argparse
import json
import re
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file


def recurrent_stack(tensors, cell):
    """Builds PyTorch's recurrent layers from tensors under PyTorch's names."""
    prefix = next(p for p in ("lstm", "gru", "rnn") if f"{p}.weight_ih_l0" in tensors)
    names = {n.split(".", 1)[1]: t for n, t in tensors.items() if n.startswith(prefix + ".")}
    layers = 1 + max(int(re.search(r"_l(\d+)$", n).group(1)) for n in names)
    hidden, inputs = names["weight_hh_l0"].shape[1], names["weight_ih_l0"].shape[1]
    if prefix == "rnn":
        stack = torch.nn.RNN(
            inputs, hidden, layers, nonlinearity="relu" if cell == "rnn-relu" else "tanh")
    else:
        stack = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[prefix](inputs, hidden, layers)
    stack.load_state_dict(names)
    return stack


def read_inputs(tokens, counter, vocabulary_size):
    """What the network reads: tokens that are counted stand behind the others, by their count or, in a
    section of the plan, by how many measures are left of it, in the last section and before it."""
    if not counter:
        return tokens
    planned = read_plan(tokens, counter["plan"]) if counter.get("plan") else []
    inputs, count, section, marked = [], 0, 0, (0, 0)
    for token in tokens:
        if token in counter["counted"]:
            count += 1
            place = min(count, 32) - 1
            if section < len(planned):
                place = 32 + min(max(planned[section] - count, 0), 23)
                place += 24 if section == len(planned) - 1 else 0
            inputs.append(vocabulary_size + place)
            continue
        if token in counter["clearing"]:
            count, section = 0, section + (count > 0)
        marked = (count, section) if token in counter["marking"] else marked
        count, section = marked if token in counter["returning"] else (count, section)
        inputs.append(token)
    return inputs


def read_plan(tokens, plan):
    """The measures of each section, as the header tells them."""
    numbers, number = [], 0
    for token in tokens:
        if token in plan["opening"] or token in plan["preceding"]:
            numbers, number = [], 0
        elif token in plan["digits"]:
            number = 10 * number + plan["digits"].index(token)
        elif token in plan["closing"]:
            numbers.append(number)
            number = 0
        elif token in plan["ending"]:
            return numbers
    return []


def read_recalled(tokens, start, vocabulary_size):
    """What followed the longest earlier match of the latest tokens, the most recent of several, or nothing
    (V), and the class of the match's length, for each token."""
    lengths, inputs = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32], []
    for end in range(len(tokens)):
        longest, recalled = 0, vocabulary_size
        for place in range(end - 1, max(-1, end - 4097), -1):
            length = 0
            while length <= place and tokens[place - length] == tokens[end - length]:
                length += 1
            if length > longest:
                longest, recalled = length, tokens[place + 1]
        length_class = sum(length <= longest for length in lengths)
        inputs.append([start + recalled, start + vocabulary_size + 1 + length_class])
    return inputs


def logits(tensors, tokens, cell, configuration):
    """Returns the scores after each token, (T, V)."""
    embedding = tensors["embedding.weight"]
    size = len(tensors["head.bias"])
    head = tensors.get("head.weight", embedding[:size])
    counter = configuration.get("counter")
    inputs = [[token] for token in read_inputs(tokens, counter, size)]
    if configuration.get("recalls"):
        start = size + ((32 + (48 if counter.get("plan") else 0)) if counter else 0)
        recalled = read_recalled(tokens, start, size)
        inputs = [first + rest for first, rest in zip(inputs, recalled)]
    with torch.no_grad():
        vectors = torch.nn.functional.embedding(torch.tensor(inputs), embedding).sum(1)
        outputs, _ = recurrent_stack(tensors, cell)(vectors.unsqueeze(1))
        return torch.nn.functional.linear(outputs.squeeze(1), head, tensors["head.bias"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("logits")
    parser.add_argument("--tolerance", type=float, default=1e-4)
    parser.add_argument("--cell", default=None, help="rnn-relu for a stack of rectifiers")
    options = parser.parse_args()
    with open(options.logits) as file:
        found = json.load(file)
    with safe_open(options.model, "pt") as file:
        configuration = json.loads(file.metadata()["configuration"])
    expected = logits(load_file(options.model), found["tokens"], options.cell, configuration)
    expected = expected[: len(found["logits"])]
    difference = (torch.tensor(found["logits"]) - expected).abs()
    print(f"{len(found['tokens'])} tokens, {expected.shape[1]} scores each: "
          f"largest difference {difference.max():.3g}, mean {difference.mean():.3g}")
    sys.exit(0 if difference.max() <= options.tolerance else 1)


if __name__ == "__main__":
    main()
