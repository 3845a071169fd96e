"""Loads a transformer that deciban wrote into PyTorch, runs it, and prints the beliefs.

    python load_deciban.py model.safetensors [variable=state ...]

Architecture. Tokens x have shape [tokens, d_model]; there is no positional encoding, no normalisation and no mask. A layer is

    x <- x + sum over heads of softmax over keys((x W_Q) (x W_K)^T) (x W_V) W_O       scores have no factor 1/sqrt(d_head)
    x <- x + f(x W_in + b_in) W_out + b_out

and the file says which block of weights each layer uses (schedule). Before the first layer the inputs are written into the
tokens; after each layer of read_out.layers some entries y of x are read, z = logits y, and each distribution is the softmax of
its share of z. Read r of a compiled model holds the beliefs after r rounds of belief propagation.

Everything is computed in float64, whatever the file holds: the weights tell cases apart by large differences.
"""

import json
import math
import sys

import torch
from safetensors import safe_open

LOG_FLOOR = math.log(1e-300)
ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    # torch.nn.functional.softplus is linear above 20, which is off by 2e-9.
    "softplus": lambda u: torch.logaddexp(u, torch.zeros_like(u)),
    "relu": torch.relu,
    "log": lambda u: torch.log(torch.clamp(u, min=1e-300)),
}


def dense(tensors, name, columns):
    rows = tensors[name + ".crow_indices"], tensors[name + ".col_indices"]
    size = (len(rows[0]) - 1, columns)
    return torch.sparse_csr_tensor(*rows, tensors[name + ".values"].double(), size=size).to_dense()


class Block(torch.nn.Module):
    def __init__(self, tensors, prefix, activation):
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        for name in ("attn.W_Q", "attn.W_K", "attn.W_V", "attn.W_O", "mlp.W_in", "mlp.b_in", "mlp.W_out", "mlp.b_out"):
            weights = torch.nn.Parameter(tensors[prefix + name].double())
            self.register_parameter(name.split(".")[1], weights)

    def forward(self, x):
        scores = (x @ self.W_Q) @ (x @ self.W_K).transpose(1, 2)  # [heads, queries, keys]
        x = x + (torch.softmax(scores, dim=-1) @ (x @ self.W_V) @ self.W_O).sum(dim=0)
        return x + self.activation(x @ self.W_in + self.b_in) @ self.W_out + self.b_out


class Deciban(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        with safe_open(path, framework="pt") as file:
            self.config = json.loads(file.metadata()["config"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}
        blocks = self.config["blocks"]
        self.blocks = torch.nn.ModuleList(
            Block(tensors, f"blocks.{i}.", block["activation"]) for i, block in enumerate(blocks)
        )
        self.input_cells = tensors["inputs.cells"]
        self.read_layers = tensors["read_out.layers"].tolist()
        self.read_cells = tensors["read_out.cells"]
        self.states = tensors["read_out.states"].tolist()
        self.register_buffer("tokens", dense(tensors, "embed.W_E", self.config["d_model"]))
        self.register_buffer("logits", dense(tensors, "read_out.logits", len(self.read_cells)))

    def forward(self, inputs=None):
        """The distributions at every read, [reads][distributions][states]; inputs has shape [inputs]."""
        x = self.tokens.clone()
        if inputs is not None:
            x[self.input_cells[:, 0], self.input_cells[:, 1]] = inputs
        reads = []
        for layer, block in enumerate(self.config["schedule"]):
            x = self.blocks[block](x)
            if layer in self.read_layers:
                z = self.logits @ x[self.read_cells[:, 0], self.read_cells[:, 1]]
                reads.append([torch.softmax(part, dim=0) for part in z.split(self.states)])
        return reads

    def evidence(self, observed):
        """The inputs for hard evidence on a compiled model, {variable: state}."""
        inputs = []
        provenance = self.config["provenance"]
        variables = provenance["variables"]
        for v, count in enumerate(self.states):
            seen = observed.get(variables[v]["name"]) if v < len(variables) else None
            ruled_out = [seen is not None and variables[v]["states"][s] != seen for s in range(count)]
            if provenance["construction"] == "ROWS":
                inputs += 2 * [LOG_FLOOR if out else 0.0 for out in ruled_out]
            else:  # LOG_ODDS: the log-odds of soft evidence, and a mark for each state that is ruled out
                inputs += [0.0] + [1.0 if out else 0.0 for out in ruled_out]
        return torch.tensor(inputs, dtype=torch.float64)


if __name__ == "__main__":
    model = Deciban(sys.argv[1])
    with torch.no_grad():
        last = model(model.evidence(dict(pair.split("=") for pair in sys.argv[2:])))[-1]
    for variable, belief in zip(model.config["provenance"]["variables"], last):
        print(variable["name"], dict(zip(variable["states"], belief.tolist())))
