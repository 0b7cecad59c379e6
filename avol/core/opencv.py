"""Imports OpenCV; import `cv2` from this module, as in `from avol.core.opencv import cv2`.

OpenCV puts a folder that does not exist, and an empty entry, before LD_LIBRARY_PATH. The
empty one stands for the current folder: programs and child processes that AVOL starts would load
libraries that lie there, such as those of a folder of downloads.
"""

import os

_NAME = "LD_LIBRARY_PATH"
_library_path = os.environ.get(_NAME)

import cv2  # noqa: E402, TID251

if _library_path is None:
    os.environ.pop(_NAME, None)
else:
    os.environ[_NAME] = _library_path

__all__ = ["cv2"]
