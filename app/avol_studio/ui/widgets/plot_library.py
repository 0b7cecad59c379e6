"""The library of the plots, which takes half a second to import: the studio starts it early."""

from avol_studio.core.module_loader import ModuleLoader

plot_library = ModuleLoader(
    "xml.etree.ElementTree", "multiprocessing", "pyqtgraph",
    completed=("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"),
    optional=("cuda.bindings.driver", "cuda.bindings.runtime"),
)  # fmt: skip
