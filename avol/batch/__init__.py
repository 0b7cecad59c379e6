"""Many inputs: folder trees and lists, gone on with after a break, by several workers or by Ray."""

from avol.batch.inputs import Input, expand
from avol.batch.run import localize_all
from avol.batch.task import Done, Task

__all__ = ["Done", "Input", "Task", "expand", "localize_all"]
