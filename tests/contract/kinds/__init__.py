"""The kinds of media file that AVOL must read, as tables."""

from tests.contract.kind import Kind
from tests.contract.kinds.audio import AUDIO
from tests.contract.kinds.containers import CONTAINERS
from tests.contract.kinds.images import FORMATS, IMAGES
from tests.contract.kinds.timing import TIMING
from tests.contract.kinds.tracks import TRACKS

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*CONTAINERS, *IMAGES, *TIMING, *TRACKS, *AUDIO)
}
VIDEO_KINDS = {name: kind for name, kind in KINDS.items() if kind.video}
TIMED_KINDS = [name for name, kind in VIDEO_KINDS.items() if kind not in FORMATS]
"""Those whose frames have times, sizes or audio of their own; `FORMATS` change pixels only."""
AUDIO_KINDS = {name: kind for name, kind in KINDS.items() if kind.audio}
