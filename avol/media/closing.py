"""What can be closed can stand in a `with`."""

from types import TracebackType
from typing import Self


class Closing:
    """Closes itself at the end of a `with`, however that ends."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
