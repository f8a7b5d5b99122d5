"""Geometry: coverages, topology, segments, sheets and drawings. Imports the model and nothing else of ours."""
