"""The page Profil: one area, its programs, what is not reported there, and how it compares."""
