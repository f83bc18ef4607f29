"""Whom a site serves: the rule of service as a sparse matrix of kelurahan by kelurahan."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from scipy import sparse

from petaprogram.geography.areas import Areas
from petaprogram.scenario.definition import ServiceRule


def make_reach(areas: Areas, rule: ServiceRule) -> sparse.csr_array:
    """Find the kelurahan that a site in each kelurahan serves.

    Parameters
    ----------
    areas
        The city, n kelurahan.
    rule
        `self`; `neighbours`: those that share an edge too (`Areas.edges`); or metres: those too whose
        edge is at most so far, in `areas.metric_crs`. Areas that only meet at a corner are 0 metres apart.

    Returns
    -------
    csr_array
        n x n, rows the site and columns the kelurahan served, both in the order of `areas.frame`; 1 where a
        site serves (int8), nothing stored elsewhere. Every kelurahan serves itself.
    """
    count = len(areas.frame)
    own = np.arange(count)
    if rule == "self":
        return _matrix(own, own, count)
    if rule == "neighbours":
        one, other = areas.edges
        return _matrix(np.concatenate([own, one]), np.concatenate([own, other]), count)
    polygons = areas.metric.geometry.to_numpy()
    site, served = shapely.STRtree(polygons).query(polygons, predicate="dwithin", distance=rule)
    return _matrix(site, served, count)


def _matrix(site: Any, served: Any, count: int) -> sparse.csr_array:  # noqa: ANN401  (arrays of positions)
    matrix = sparse.csr_array((np.ones(len(site), np.int8), (site, served)), shape=(count, count))
    matrix.sort_indices()
    return matrix
