"""Systemic risk by its equations, every link in every round: what the fast one is tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from upriver.supplychain.network import FirmNetwork


def plain_cascade(
    network: FirmNetwork, level: np.ndarray, psi: np.ndarray, substitution: bool, tolerance: float
) -> tuple[np.ndarray, np.ndarray, int]:
    """Downstream and upstream state of every firm, and rounds; dense and slow."""
    n = len(network.firms)
    W = np.zeros((n, n))
    W[network.supplier, network.buyer] = network.value
    E = np.zeros((n, n))
    E[network.supplier, network.buyer] = level
    same = network.sector[:, None] == network.sector[None, :]
    sold, bought = W.sum(axis=1), W.sum(axis=0)
    down_weight = np.zeros((n, n))
    of_sector = same @ W
    for i, j in zip(network.supplier, network.buyer, strict=True):
        if E[i, j] == 2:
            down_weight[i, j] = W[i, j] / of_sector[i, j]
        elif E[i, j] == 1:
            down_weight[i, j] = W[i, j] / bought[j]
    down, up, steps = psi.copy(), psi.copy(), 0
    while True:
        sigma = np.ones(n)
        if substitution:
            left, whole = same @ (down * sold), same @ sold
            some = left > 1e-12 * whole
            sigma[some] = np.minimum(1.0, sold[some] / left[some])
        after, above = np.ones(n), np.ones(n)
        for j in range(n):
            lost = down_weight[:, j] * sigma * (1 - down)
            must = E[:, j] == 2
            worst = max(lost[must & (network.sector == k)].sum() for k in set(network.sector))
            after[j] = max(0.0, min(psi[j], 1 - worst, 1 - lost[~must].sum()))
            share = W[j] / sold[j] if sold[j] > 0 else np.zeros(n)
            above[j] = max(0.0, min(psi[j], 1 - share @ (1 - up)))
        change = max((down - after).max(), (up - above).max())
        down, up, steps = after, above, steps + 1
        if change <= tolerance:
            return down, up, steps
