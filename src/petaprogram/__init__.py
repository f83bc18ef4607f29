"""PetaProgram: which government program runs in which kelurahan, with whom, on what evidence."""

__version__ = "0.1.0"
