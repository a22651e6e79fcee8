"""Hearing and speaking: recordings, the engines that write them down, the voices that read aloud.

Whatever is heavy (onnxruntime, PyAV, the recognisers, sound devices) is imported where it is used, and nothing of it
belongs to the base install.
"""
