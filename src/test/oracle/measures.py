"""Every model measure of Grokcheck from its formula, in NumPy and float64: a second opinion that shares no code.

usage: measures.py JOBS.json > RESULTS.json
JOBS is a list of {"name", "model": a .safetensors file, "seed" and "fraction" of the split, perhaps "keys" to use instead
of the model's own}; RESULTS maps names to values.
"""
import json
import random
import struct
import sys

import numpy as np

STORED = {"W_E": "embed.W_E", "W_pos": "pos_embed.W_pos", "W_K": "blocks.0.attn.W_K", "W_Q": "blocks.0.attn.W_Q",
          "W_V": "blocks.0.attn.W_V", "W_O": "blocks.0.attn.W_O", "W_in": "blocks.0.mlp.W_in", "b_in": "blocks.0.mlp.b_in",
          "W_out": "blocks.0.mlp.W_out", "b_out": "blocks.0.mlp.b_out", "W_U": "unembed.W_U"}


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    dtypes = {"F32": np.float32, "F64": np.float64}
    tensors = {key: np.frombuffer(data[at["data_offsets"][0]:at["data_offsets"][1]], dtypes[at["dtype"]])
               .reshape(at["shape"]).astype(np.float64) for key, at in header.items() if key != "__metadata__"}
    return {name: tensors[key] for name, key in STORED.items()}


def relu(x):
    return np.maximum(x, 0)


def stream(w, keep_equals=True, linear=False, without_equals=False, heads=True):
    """resid_mid at "=" and attention [head, position, a, b], with parts of the attention changed."""
    p, d_head = w["W_E"].shape[1] - 1, w["W_K"].shape[1]
    number, equals = w["W_E"][:, :p].T, w["W_E"][:, p]
    at = [number + w["W_pos"][0], number + w["W_pos"][1], (equals + w["W_pos"][2])[None]]
    mid = np.zeros((p, p, len(equals))) + (at[2][0] if keep_equals else 0)
    patterns, scores = [], []
    for h in range(len(w["W_K"])):
        q = w["W_Q"][h] @ at[2][0]
        s = [x @ w["W_K"][h].T @ q / np.sqrt(d_head) for x in at]
        grid = np.stack([np.broadcast_to(s[0][:, None], (p, p)), np.broadcast_to(s[1][None], (p, p)),
                         np.broadcast_to(s[2][0], (p, p))])
        if without_equals:
            grid = np.stack([grid[0], grid[1], np.full((p, p), -np.inf)])
        pattern = np.exp(grid - grid.max(0))
        pattern /= pattern.sum(0)
        if linear:
            d = grid[0] - grid[1]
            spread = d - d.mean()
            slope = (spread * (pattern[0] - pattern[0].mean())).sum() / ((spread ** 2).sum() or 1)
            first = pattern[0].mean() + slope * spread
            pattern = np.stack([first, 1 - first, 0 * first])
        out = w["W_O"][:, h * d_head:(h + 1) * d_head]
        value = [x @ w["W_V"][h].T @ out.T for x in at]
        if heads:
            mid += pattern[0][..., None] * value[0][:, None] + pattern[1][..., None] * value[1] + pattern[2][..., None] * value[2]
        patterns.append(pattern)
        scores.append(s[0])
    return mid.reshape(p * p, -1), np.array(patterns), scores


def measure(w, seed, fraction, given=None):
    p = w["W_E"].shape[1] - 1
    half, n = (p - 1) // 2, np.arange(p * p)
    label = (n // p + n % p) % p
    shuffled = [(i, j) for i in range(p) for j in range(p)]
    random.seed(seed)
    random.shuffle(shuffled)
    rows = np.array([a * p + b for a, b in shuffled])
    train, test = rows[:int(fraction * p * p)], rows[int(fraction * p * p):]

    waves = [np.ones(p)]
    for k in range(1, half + 1):
        waves += [np.cos(2 * np.pi * k * np.arange(p) / p), np.sin(2 * np.pi * k * np.arange(p) / p)]
    F = np.array([wave / np.linalg.norm(wave) for wave in waves])
    both = lambda k, f: np.array([f(2 * np.pi * k * (a + b) / p) for a in range(p) for b in range(p)]) * np.sqrt(2) / p
    c, s = {k: both(k, np.cos) for k in range(1, half + 1)}, {k: both(k, np.sin) for k in range(1, half + 1)}

    def ce(M, on=n):
        shifted = M[on] - M[on].max(1, keepdims=True)
        right = shifted[np.arange(len(on)), label[on]]
        others = np.exp(shifted)
        top = M[on].argmax(1)
        others[np.arange(len(on)), top] = 0
        return (np.log1p(others.sum(1)) - right).mean()

    def transform(M):
        return np.einsum("fa,gb,abm->fgm", F, F, M.reshape(p, p, -1), optimize=True)

    def back(G):
        return np.einsum("fa,gb,fgm->abm", F, F, G, optimize=True).reshape(p * p, -1)

    W_L = w["W_U"][:, :p].T @ w["W_out"]
    beside = lambda mid: (mid + w["b_out"]) @ w["W_U"][:, :p]
    neurons = lambda mid: relu(mid @ w["W_in"].T + w["b_in"])
    run = lambda **changes: (lambda mid: beside(mid) + neurons(mid) @ W_L.T)(stream(w, **changes)[0])
    mid, attention, scores = stream(w)
    N = neurons(mid)
    from_neurons = N @ W_L.T
    L = beside(mid) + from_neurons
    r, e = np.linalg.norm(F @ W_L, axis=1), np.linalg.norm(F @ w["W_E"][:, :p].T, axis=1)

    def prominent(x):
        power = np.hypot(x[1::2], x[2::2])
        return [k + 1 for k in range(half) if power[k] > 0.3 * power.max()]

    def gini(x):
        x = np.sort(x)
        return 1 - 2 * (x / x.sum() * (p - np.arange(1, p + 1) + 0.5) / p).sum()

    own = prominent(r)
    keys = own if given is None else given
    named = lambda f: {f"{name}.{k}": f(k, wave, 2 * k - 1 + i) for k in keys for i, (name, wave) in enumerate([("cos", c), ("sin", s)])}
    P = lambda k, M: np.outer(c[k], c[k] @ M) + np.outer(s[k], s[k] @ M)
    mean = L.mean(0)
    R = sum(P(k, L) for k in keys) + mean
    energy = r[0] ** 2 + (r[1:] ** 2).sum()
    sigma2 = np.linalg.svd(W_L, compute_uv=False) ** 2
    G = transform(L)
    E = (G ** 2).sum(2)
    E[0, 0] = 0
    block = lambda k: np.ix_([0, 2 * k - 1, 2 * k], [0, 2 * k - 1, 2 * k])
    small = lambda k: np.ix_([2 * k - 1, 2 * k], [2 * k - 1, 2 * k])

    def kept(pick):
        mask = np.zeros((p, p, 1))
        mask[0, 0] = 1
        for k in keys:
            mask[pick(k)] = 1
        return ce(back(G * mask))

    def shares(M, spectrum):
        power = spectrum ** 2
        total = power.sum((0, 1))
        total[np.ptp(M, axis=0) == 0] = np.inf
        return np.array([power[block(k)].sum((0, 1)) / total for k in range(1, half + 1)])

    N_spectrum = transform(N - N.mean(0))
    phi = shares(N, N_spectrum)
    frequency, clustered = phi.argmax(0) + 1, phi.max(0) >= 0.85
    found = sorted(set(frequency[clustered].tolist()))
    alpha = {k: 2 / p ** 3 * (L * np.cos(2 * np.pi * k * ((n // p + n % p)[:, None] - np.arange(p)) / p)).sum() for k in keys}
    height = [sum(alpha[k] * np.cos(2 * np.pi * k * d / p) for k in keys) for d in range(p)]
    C = sum(alpha[k] * np.cos(2 * np.pi * k * ((n // p + n % p)[:, None] - np.arange(p)) / p) for k in keys)

    def explained(k, wave, row):
        t = N @ (W_L.T @ F[row])
        t = t - t.mean()
        return (wave[k] @ t) ** 2 / (t @ t)

    X = N - N[train].mean(0)
    ridge = 1e-7 * (X[train] ** 2).sum() / N.shape[1]
    waves_of_keys = np.array([wave[k] for k in keys for wave in (c, s)]).T
    Y = waves_of_keys - waves_of_keys[train].mean(0)
    fitted = X @ np.linalg.solve(X[train].T @ X[train] + ridge * np.eye(N.shape[1]), X[train].T @ Y[train])
    missed = ((Y - fitted)[test] ** 2).sum(0) / ((Y[test] - Y[test].mean(0)) ** 2).sum(0)
    probe = {f"{name}.{k}": 1 - missed[2 * i + j] for i, k in enumerate(keys) for j, name in enumerate(["cos", "sin"])}

    directions = np.array([W_L.T @ F[row] for k in keys for row in (2 * k - 1, 2 * k)]).T
    Q, singular, _ = np.linalg.svd(directions, full_matrices=False)
    Q = Q[:, singular > 1e-10 * singular[0]]
    along = (N @ Q) @ (W_L @ Q).T
    polynomial, masks = N.copy(), np.zeros((p, p, N.shape[1]))
    for i in range(N.shape[1]):
        masks[..., i][block(frequency[i])] = 1
    polynomial[:, clustered] = (N.mean(0) + back(N_spectrum * masks))[:, clustered]

    def of_head(values, varies):
        if not varies:
            return None
        best = values.argmax() + 1
        return {"frequency": int(best), "fve": values.max()}

    def pattern_shares(M):
        return shares(M, transform(M - M.mean(0)))[:, 0]

    def score_share(x):
        power = (F @ (x - x.mean())) ** 2
        return of_head((power[1::2] + power[2::2]) / (power.sum() or 1), np.ptp(x) > 0)

    harmonics = {min(m, p - m) for k in keys for m in (k, 2 * k % p)}
    pairs_of = lambda x, ks: sum(x[2 * k - 1] ** 2 + x[2 * k] ** 2 for k in ks)
    runner_up = L.copy()
    runner_up[n, label] = -np.inf
    right = L.argmax(1) == label
    F_L = F @ W_L
    return {
        "loss.all": ce(L), "loss.train": ce(L, train), "loss.test": ce(L, test),
        "accuracy.all": right.mean(), "accuracy.train": right[train].mean(), "accuracy.test": right[test].mean(),
        "frequencies.W_L.key": own, "frequencies.W_E.prominent": prominent(e), "gini.W_E": gini(e), "gini.W_L": gini(r),
        "weights.sum-of-squares": sum((x ** 2).sum() for x in w.values()),
        "weights.sum-of-squares.each": {name: (x ** 2).sum() for name, x in w.items()},
        "W_E.energy-in-keys-and-harmonics": pairs_of(e, harmonics) / (e[1:] ** 2).sum(),
        "W_L.residual-squared": 1 - pairs_of(r, keys) / energy,
        "W_L.rank-99": int(np.searchsorted(np.cumsum(sigma2), 0.99 * sigma2.sum()) + 1),
        "W_L.energy-in-rank-2K": sigma2[:2 * len(keys)].sum() / sigma2.sum(),
        "W_L.cluster-purity": {k: (F_L[2 * k - 1:2 * k + 1, clustered & (frequency == k)] ** 2).sum()
                               / (F_L[:, clustered & (frequency == k)] ** 2).sum() for k in found},
        "fve.neuron-directions": named(explained), "fve.neuron-directions.min": min(named(explained).values()),
        "fve.neuron-probe": probe,
        "alpha": alpha, "alpha.relative-gap": 1 - max(height[1:]) / height[0] if height[0] > 0 else None, "fve.logits.cosine-sum": 1 - ((L - L.mean() - C) ** 2).sum() / ((L - L.mean()) ** 2).sum(),
        "loss.cosine-sum": ce(C),
        "loss.restricted.all": ce(R), "loss.restricted.train": ce(R, train),
        "loss.restricted.without-constant": ce(R - mean), "loss.restricted.twenty-terms": kept(small),
        "loss.excluded.train": ce(L - (R - mean), train),
        "loss.excluded.train.every-frequency": ce(L - sum(P(k, L) for k in range(1, half + 1)), train),
        "loss.excluded.train.each": {k: ce(L - P(k, L), train) for k in keys},
        "loss.excluded.all.each": {k: ce(L - P(k, L)) for k in keys},
        "loss.excluded.all.others": {k: ce(L - P(k, L)) for k in range(1, half + 1) if k not in keys},
        "loss.key-blocks": kept(block),
        "logits.block-energy-share": sum(E[small(k)].sum() for k in keys) / E.sum(),
        "logits.component-gap": (lambda v: v[4 * len(keys) - 1] / v[4 * len(keys)])(np.sqrt(np.sort(E.ravel())[::-1])),
        "loss.mlp-on-directions": ce(beside(mid) + along), "loss.mlp-off-directions": ce(L - along),
        "loss.mlp-skip-zero": ce(beside(0 * mid[:1]) + from_neurons), "loss.mlp-skip-mean": ce(beside(mid.mean(0)[None]) + from_neurons),
        "loss.neurons-as-polynomials": ce(beside(mid) + polynomial @ W_L.T),
        "loss.heads-zero": ce(run(heads=False)), "loss.attention-skip-zero": ce(run(keep_equals=False)),
        "loss.attention-without-equals": ce(run(without_equals=True)),
        "loss.attention-linear": ce(run(without_equals=True, linear=True)),
        "attention.to-equals": {h: pattern[2].mean() for h, pattern in enumerate(attention)},
        "neurons.single-frequency": int(clustered.sum()), "neurons.off-key": int((clustered & ~np.isin(frequency, keys)).sum()),
        "neurons.clusters": {k: int((clustered & (frequency == k)).sum()) for k in found},
        "neuron.0.frequency": int(frequency[0]),
        "heads": [of_head(pattern_shares(pattern[0].reshape(p * p, 1)), np.ptp(pattern[0]) > 0) for pattern in attention],
        "heads.scores": [score_share(x) for x in scores],
        "margin.mean": (L[n, label] - runner_up.max(1)).mean(),
    }


if __name__ == "__main__":
    with open(sys.argv[1]) as jobs:
        results = {job["name"]: measure(read(job["model"]), job["seed"], job["fraction"], job.get("keys")) for job in json.load(jobs)}
    json.dump(results, sys.stdout, default=float)
