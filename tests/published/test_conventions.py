"""Presets against the programs they are named after.

The small matrix was given to each program; its output stands here in full, so the tests need
neither the program nor the reference data. Programs: ecomplexity 0.5.3 (MIT, Growth Lab; the
Python form of Stata's ecomplexity) and economic-complexity 0.3.0 (MIT, Datawheel) under pandas
2.3.3. The R package economiccomplexity 2.0.0 is tested with its own data in
test_world_trade.py.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity.complexity import conventional_index
from upriver.complexity.convention import Convention
from upriver.complexity.external import external_index
from upriver.complexity.measures import ComplexityMeasures, complexity_measures
from upriver.complexity.reflections import reflections
from upriver.complexity.relatedness import proximity

OUTPUT = place_matrix(
    [
        [0, 8, 21, 11, 0, 0, 13],
        [0, 0, 22, 11, 2, 16, 11],
        [37, 6, 0, 29, 0, 27, 12],
        [12, 0, 35, 14, 5, 2, 0],
        [19, 14, 17, 0, 0, 37, 0],
        [0, 12, 5, 0, 0, 4, 0],
    ]
)
ATLAS_ECI = [
    0.14091344183845578,
    0.8555818840121526,
    0.5447814343618825,
    0.9037067039123082,
    -0.4656303333188235,
    -1.9793531308059755,
]
ATLAS_PCI = [
    0.3079757731489291,
    -1.9793531308059755,
    0.9463432915617737,
    0.9000915867381418,
    1.4604161642003883,
    0.27448635770057606,
    0.6965720198598832,
]
ATLAS_COI = [
    0.9857799655868852,
    -1.5804067755398448,
    -0.22670571030910353,
    -0.8413731389357496,
    1.2723477222573716,
    0.3903579369404411,
]
ATLAS_DENSITY = [
    [
        0.42857142857142855,
        0.7419354838709677,
        0.6734693877551021,
        0.6470588235294118,
        0.4736842105263157,
        0.4782608695652174,
        0.6734693877551021,
    ],
    [
        0.09523809523809523,
        0.3870967741935484,
        0.0816326530612245,
        0.058823529411764705,
        0.0,
        0.08695652173913043,
        0.0816326530612245,
    ],
]
ATLAS_COG = [
    [0.09418673530539369, 0, 0, 0, 0.34224051530003263, 0.0915868592400322, 0],
    [-0.31077674547979145, -0.9036035108658089, 0, 0, 0, 0, 0],
    [0, -0.8509788994672733, 0.08177847055500588, 0, 0.45008961416246546, 0, 0],
    [0, -0.8775591077968318, 0, 0, 0, -0.2612878154071986, -0.22645281951080268],
    [0, 0, 0.536908661555842, 0.48123652763406727, 0.5439588328584405, 0, 0.39917847906874565],
    [
        0.2370897247032086,
        0,
        0.5271271040970892,
        0.46656419144593797,
        0.5341772753996875,
        0.2631341277721858,
        0.3832062048479355,
    ],
]
DATAWHEEL_ECI = [
    0.129094664396318,
    0.7812457847331351,
    0.4969055077877141,
    0.82513575245099,
    -0.4257339589798241,
    -1.806647750390166,
]
DATAWHEEL_PCI = [
    -0.05845560749685853,
    -2.111422741662146,
    0.5158841109847847,
    0.4740048168905545,
    0.9772455443799608,
    -0.08849455638274346,
    0.291238433284835,
]
DATAWHEEL_RELATEDNESS = [
    0.5999999999999999,
    0.5789473684210525,
    0.5675675675675677,
    0.5384615384615384,
    0.6923076923076923,
    0.6470588235294117,
    0.5675675675675677,
]
DATAWHEEL_GAIN = [
    [
        0.14177422204671164,
        1.1914657633034316,
        -0.0973892603016,
        -0.12749561209485874,
        -0.6991623251676039,
        0.15847698699898033,
        -0.08510280547327227,
    ],
    [
        0.3169122411622378,
        0.21382652485430184,
        0.3179075155101571,
        0.2775348905322325,
        0.2903174948785591,
        0.32449377513638517,
        0.27555042711417277,
    ],
]


@pytest.fixture(scope="module")
def atlas() -> ComplexityMeasures:
    return complexity_measures(OUTPUT, convention=Convention.preset("atlas"))


@pytest.fixture(scope="module")
def datawheel() -> ComplexityMeasures:
    return complexity_measures(OUTPUT, convention=Convention.preset("datawheel"))


def test_atlas_index(atlas: ComplexityMeasures) -> None:
    """ecomplexity 0.5.3: PCI by the mean and deviation of the places, divisor n."""
    np.testing.assert_allclose(atlas.index.eci.values, ATLAS_ECI, atol=1e-13)
    np.testing.assert_allclose(atlas.index.pci.values, ATLAS_PCI, atol=1e-13)
    assert atlas.index.anchor == "diversity"


def test_atlas_density_and_outlook(atlas: ComplexityMeasures) -> None:
    """ecomplexity 0.5.3: outlook from the unshifted eigenvector, its index standardised."""
    np.testing.assert_allclose(atlas.density.values[[0, 5]], ATLAS_DENSITY, atol=1e-13)
    np.testing.assert_allclose(atlas.outlook_index.values, ATLAS_COI, atol=1e-12)
    np.testing.assert_allclose(atlas.outlook_gain.values, ATLAS_COG, atol=1e-13)


def test_stata_divides_by_one_less_than_all_rows() -> None:
    """Stata's ecomplexity standardises the long table, in which each place stands once an
    industry; so its numbers are those of ecomplexity times a factor close to 1."""
    n, m = OUTPUT.shape
    rows = np.repeat(ATLAS_ECI, m)
    factor = np.sqrt((n * m - 1) / (n * m))
    np.testing.assert_allclose(rows / rows.std(ddof=1), rows * factor, atol=1e-12)


def test_datawheel_index(datawheel: ComplexityMeasures) -> None:
    """economic-complexity 0.3.0: its 20 iterations are 18 for places and 19 for industries."""
    np.testing.assert_allclose(datawheel.index.eci.values, DATAWHEEL_ECI, atol=1e-11)
    np.testing.assert_allclose(datawheel.index.pci.values, DATAWHEEL_PCI, atol=1e-11)
    assert datawheel.index.steps == 18


def test_datawheel_relatedness_and_gain(datawheel: ComplexityMeasures) -> None:
    """economic-complexity 0.3.0: no own proximity; gain net, by the target's proximities. It
    also prints gains of industries that are held; here those are 0."""
    np.testing.assert_allclose(datawheel.density.values[0], DATAWHEEL_RELATEDNESS, atol=1e-13)
    want = np.where(datawheel.presence.values[[0, 5]] == 1, 0, DATAWHEEL_GAIN)
    np.testing.assert_allclose(datawheel.outlook_gain.values[[0, 5]], want, atol=1e-11)


def test_datawheel_subnational(datawheel: ComplexityMeasures) -> None:
    """economic-complexity 0.3.0, complexity_subnational: plain means of an outside PCI."""
    pci = xr.DataArray(
        [1.5, -0.2, 0.4, -1.1, 0.9, 0.3, 2], {"industry": list("abcdefg")}, ("industry",)
    )
    found = external_index(datawheel.presence, pci=pci)
    want = [0.275, 0.5, 0.675, 0.425, 0.5333333333333333, -0.2]
    np.testing.assert_allclose(found.eci.values, want, atol=1e-15)


def test_proximity_of_datawheel_differs_on_the_diagonal_only(datawheel: ComplexityMeasures) -> None:
    """economic-complexity 0.3.0, procedure max, first row."""
    row = proximity(datawheel.presence).values[0]
    want = [0, 1 / 3, 1 / 3, 1 / 2, 1 / 3, 2 / 3, 1 / 3]
    np.testing.assert_allclose(row - [1, 0, 0, 0, 0, 0, 0], want, atol=1e-15)


# The network of EconGeo's own examples, from Hidalgo and Hausmann (2009), figure S4.
NETWORK = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1.0]])


def test_econgeo_index() -> None:
    """EconGeo documents KCI and TCI as the eigenvectors of the second largest eigenvalue of the
    projected matrices, and Balland and Rigby (2017), Economic Geography 93, 1, standardise
    them. Computed here by that text, with the plain solver; the program was not run."""
    D, U = NETWORK / NETWORK.sum(axis=1)[:, None], NETWORK / NETWORK.sum(axis=0)
    found = conventional_index(place_matrix(NETWORK), convention=Convention.preset("econgeo"))
    for matrix, values in ((D @ U.T, found.eci.values), (U.T @ D, found.pci.values)):
        numbers, vectors = np.linalg.eig(matrix)
        vector = np.real(vectors[:, np.argsort(-np.real(numbers))[1]])
        want = (vector - vector.mean()) / vector.std(ddof=1)
        np.testing.assert_allclose(values, want * np.sign(want @ values), atol=1e-12)


def test_econgeo_reflections() -> None:
    """EconGeo's MORc documents step 1 as the mean ubiquity of the industries held and step 2 as
    the mean diversity of places alike; the numbers are by hand."""
    found = reflections(place_matrix(NETWORK), steps=2).places.values
    step_2 = [Fraction(71, 24), Fraction(5, 2), Fraction(8, 3), Fraction(7, 3)]
    np.testing.assert_allclose(found[1], [2, 2, 2.5, 3], atol=1e-15)
    np.testing.assert_allclose(found[2], [float(value) for value in step_2], atol=1e-15)


def test_a_preset_may_be_changed() -> None:
    convention = Convention.preset("atlas", threshold=0.5, anchor="A")
    assert (convention.threshold, convention.anchor, convention.ddof) == (0.5, "A", 0)
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        Convention.preset("atlas", cutoff=1)
