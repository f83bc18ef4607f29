"""The server around the pages: routes, headers, compressed files, and which data are in use."""
