"""The classes of a map of changes."""

from __future__ import annotations

import pandas as pd

from petaprogram.maps.class_tables import CHANGE_CLASSES
from petaprogram.maps.classes import Classified, make_classified


def classify_changes(changed: pd.Series) -> Classified:
    """Put kelurahan (index kode, boolean: something changed there) into the two classes of their map."""
    return make_classified("changes", CHANGE_CLASSES, (~changed.astype(bool)).astype("int64"), None, None)
