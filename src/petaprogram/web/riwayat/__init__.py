"""Who changed what, when and why: the changes of the store, a page of them at a time."""
