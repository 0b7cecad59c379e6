"""The state in which Qt leaves the vector registers of the processor."""

import numpy as np

_VALUES = np.zeros(64, np.float32)


def clear_vector_registers() -> None:
    """Clear the upper halves of the vector registers of this thread; for the GUI thread.

    Qt fills rectangles with wide vectors and leaves these halves in use. Code with narrow vectors
    then takes twice as long: resizing a frame with OpenCV 2.1 in place of 1.0 ms. Any operation of
    numpy with wide vectors clears them.
    """
    np.add(_VALUES, _VALUES, out=_VALUES)
