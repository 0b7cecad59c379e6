"""What can be wrong with a media file; each message names the file, the cause and the remedy."""

from avol.errors import MediaError


class NoVideo(MediaError):  # noqa: N818
    """The file can be read but holds no moving picture."""


class NoAudio(MediaError):  # noqa: N818
    """The file can be read but holds no sound."""


class UnreadableFile(MediaError):  # noqa: N818
    """The file is missing, empty, damaged, or of a kind that the decoder does not know."""
