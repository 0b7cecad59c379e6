"""Base class of objects that own a resource."""

from typing import Self


class Closeable:
    """Context manager that calls `close` on exit."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the resource."""
