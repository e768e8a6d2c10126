"""The checks of a catalogue, a module for each thing that can be wrong with it; `completeness.py` lists them all."""
