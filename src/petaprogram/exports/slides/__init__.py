"""The presentation as PPTX, with shapes and texts that can be edited."""
