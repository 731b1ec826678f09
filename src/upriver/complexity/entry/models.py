"""Models that learn from past options which ones become entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from upriver.core.numerics import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from upriver.complexity.entry.settings import Method

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

# Products of two features that the logit has besides the features themselves: how far the
# start and the size of the place matter depends on the rest.
PRODUCTS: tuple[tuple[str, str], ...] = (
    ("level", "level"),
    ("level", "place_size"),
    ("level", "density"),
    ("level", "spread"),
    ("density", "place_size"),
    ("ubiquity", "place_size"),
    ("industry_size", "place_size"),
    ("place_size", "place_size"),
)
# Inverse strength of the penalty on squared coefficients of standard scores.
LOOSENESS = 0.03
# A standard score beyond this says no more.
FARTHEST = 4.0
BASELINES: dict[Method, str] = {"density": "density", "level": "level"}


class Model(Protocol):
    """Something that scores options."""

    def __call__(self, features: Floats) -> Floats:
        """Score options.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        ndarray (option)
            The higher, the likelier an entry.
        """
        ...


@dataclass(frozen=True, eq=False)
class Scale:
    """How features become standard scores; an unknown one becomes the mean.

    Parameters
    ----------
    middle, spread : ndarray (feature)
        Mean and deviation of the training options.
    """

    middle: Floats
    spread: Floats

    @classmethod
    def of(cls, features: Floats) -> Scale:
        """Scale of some training options.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        Scale
            A feature that is unknown throughout or does not vary has the spread 0.
        """
        known = ~np.isnan(features)
        count = known.sum(axis=0)
        middle = np.nan_to_num(divide(np.where(known, features, 0.0).sum(axis=0), count))
        gaps = np.where(known, features - middle, 0.0)
        spread = np.sqrt(np.nan_to_num(divide((gaps**2).sum(axis=0), count)))
        return cls(middle, np.where(spread > 1e-12, spread, 0.0))

    def __call__(self, features: Floats) -> Floats:
        """Turn features into standard scores.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        ndarray (option, feature)
            Within a few deviations of 0, which is the mean.
        """
        scores = np.nan_to_num(divide(features - self.middle, self.spread))
        return np.clip(scores, -FARTHEST, FARTHEST)


@dataclass(frozen=True, eq=False)
class Logit:
    """A penalised logistic regression, open to view.

    Parameters
    ----------
    scale : Scale
        Of the features.
    products : tuple of tuple of int
        Positions of the features that are multiplied.
    product_scale : Scale
        Of the products.
    coefficients : ndarray (feature + product)
        Per standard deviation.
    intercept : float
        Log-odds of the average option.
    """

    scale: Scale
    products: tuple[tuple[int, int], ...]
    product_scale: Scale
    coefficients: Floats
    intercept: float

    def terms(self, features: Floats) -> Floats:
        """Log-odds that each feature and each product adds.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        ndarray (option, feature + product)
            They add up, with the intercept, to the log-odds.
        """
        scores = self.scale(features)
        products = self.product_scale(_products(scores, self.products))
        return np.hstack([scores, products]) * self.coefficients

    def by_feature(self, features: Floats) -> Floats:
        """Log-odds that each feature adds, a product shared by its two features.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        ndarray (option, feature)
            They add up, with the intercept, to the log-odds.
        """
        terms = self.terms(features)
        count = features.shape[1]
        out = terms[:, :count].copy()
        for position, pair in enumerate(self.products):
            for feature in pair:
                out[:, feature] += terms[:, count + position] / 2.0
        return out

    def __call__(self, features: Floats) -> Floats:
        """Score options.

        Parameters
        ----------
        features : ndarray (option, feature)
            Features, NaN where unknown.

        Returns
        -------
        ndarray (option)
            Log-odds.
        """
        return np.asarray(self.terms(features).sum(axis=1) + self.intercept)


def fit_model(
    method: Method,
    names: Sequence[str],
    features: Floats,
    entered: Flags,
    *,
    rng: np.random.Generator,
) -> Model:
    """Learn from past options.

    Parameters
    ----------
    method : {"density", "level", "logit", "boosting", "forest"}
        How; the baselines learn nothing.
    names : sequence of str
        Names of the features.
    features : ndarray (option, feature)
        What was known at the start; NaN where unknown.
    entered : ndarray (option)
        What became of it.
    rng : Generator
        Source of the randomness of the trees.

    Returns
    -------
    Model
        Scores new options: log-odds, or the feature itself of a baseline. All options score
        the same when all past ones had one outcome.
    """
    if method in BASELINES:
        column = list(names).index(BASELINES[method])
        return _Column(column, float(Scale.of(features[:, [column]]).middle[0]))
    if entered.all() or not entered.any():
        return _Nothing()
    seed = int(rng.integers(2**31))
    if method == "logit":
        return fit_logit(names, features, entered)
    fit = fit_boosting if method == "boosting" else fit_forest
    return fit(features, entered, seed=seed)


def fit_logit(names: Sequence[str], features: Floats, entered: Flags) -> Logit:
    """Logistic regression with a penalty on squared coefficients.

    Parameters
    ----------
    names : sequence of str
        Names of the features.
    features : ndarray (option, feature)
        What was known at the start; NaN where unknown.
    entered : ndarray (option)
        What became of it; both outcomes occur.

    Returns
    -------
    Logit
        With its coefficients.
    """
    from sklearn.linear_model import (  # noqa: PLC0415 - heavy, needed only here
        LogisticRegression,
    )

    order = list(names)
    products = tuple((order.index(one), order.index(two)) for one, two in PRODUCTS)
    scale = Scale.of(features)
    scores = scale(features)
    product_scale = Scale.of(_products(scores, products))
    table = np.hstack([scores, product_scale(_products(scores, products))])
    with threadpool_limits(1):
        found = LogisticRegression(C=LOOSENESS, solver="newton-cholesky", max_iter=200).fit(
            table, entered
        )
    coefficients = np.asarray(found.coef_[0], dtype=np.float64)
    return Logit(scale, products, product_scale, coefficients, float(found.intercept_[0]))


def fit_boosting(features: Floats, entered: Flags, *, seed: int) -> Model:
    """Gradient boosting of small trees.

    Parameters
    ----------
    features : ndarray (option, feature)
        What was known at the start; NaN where unknown.
    entered : ndarray (option)
        What became of it; both outcomes occur.
    seed : int
        Of the random choice of features.

    Returns
    -------
    Model
        Log-odds.
    """
    from sklearn.ensemble import (  # noqa: PLC0415 - heavy, needed only here
        HistGradientBoostingClassifier,
    )

    trees = HistGradientBoostingClassifier(
        max_iter=60,
        learning_rate=0.08,
        max_leaf_nodes=6,
        min_samples_leaf=20,
        l2_regularization=5.0,
        max_features=0.5,
        early_stopping=False,
        random_state=seed,
    )
    return _Trees.grown(trees, features, entered)


def fit_forest(features: Floats, entered: Flags, *, seed: int) -> Model:
    """Random forest of trees grown on a quarter of the options each.

    Parameters
    ----------
    features : ndarray (option, feature)
        What was known at the start; NaN where unknown.
    entered : ndarray (option)
        What became of it; both outcomes occur.
    seed : int
        Of the random choice of options and features.

    Returns
    -------
    Model
        Log-odds.
    """
    from sklearn.ensemble import (  # noqa: PLC0415 - heavy, needed only here
        RandomForestClassifier,
    )

    trees = RandomForestClassifier(
        n_estimators=50,
        max_samples=0.25,
        min_samples_leaf=5,
        max_features=0.15,
        random_state=seed,
    )
    return _Trees.grown(trees, features, entered)


class _Estimator(Protocol):
    """What is used of a classifier of scikit-learn."""

    def fit(self, table: Floats, entered: Flags) -> object: ...

    def predict_proba(self, table: Floats) -> Floats: ...


@dataclass(frozen=True, eq=False)
class _Trees:
    """Trees on one thread: on tables of this size more of them take longer."""

    scale: Scale
    trees: _Estimator
    least: float

    @classmethod
    def grown(cls, trees: _Estimator, features: Floats, entered: Flags) -> _Trees:
        scale = Scale.of(features)
        with threadpool_limits(1):
            trees.fit(scale(features), entered)
        return cls(scale, trees, 0.5 / (len(entered) + 1.0))

    def __call__(self, features: Floats) -> Floats:
        if not len(features):
            return np.empty(0)
        with threadpool_limits(1):
            chance = self.trees.predict_proba(self.scale(features))[:, 1]
        chance = np.clip(chance, self.least, 1.0 - self.least)
        return np.asarray(np.log(chance / (1.0 - chance)), dtype=np.float64)


@dataclass(frozen=True)
class _Column:
    """A feature as it stands; its mean where it is unknown."""

    position: int
    middle: float

    def __call__(self, features: Floats) -> Floats:
        return np.nan_to_num(features[:, self.position], nan=self.middle)


class _Nothing:
    """What is learnt when all past options had one outcome."""

    def __call__(self, features: Floats) -> Floats:
        return np.zeros(len(features))


def _products(scores: Floats, pairs: tuple[tuple[int, int], ...]) -> Floats:
    first, second = [one for one, _ in pairs], [two for _, two in pairs]
    return scores[:, first] * scores[:, second]
