"""The kinds of media file that AVOL must read, as tables."""

from tests.contract.kind import Kind
from tests.contract.kinds.audio import AUDIO
from tests.contract.kinds.containers import CONTAINERS
from tests.contract.kinds.images import IMAGES
from tests.contract.kinds.timing import TIMING
from tests.contract.kinds.tracks import TRACKS

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*CONTAINERS, *IMAGES, *TIMING, *TRACKS, *AUDIO)
}
VIDEO_KINDS = {name: kind for name, kind in KINDS.items() if kind.video}
AUDIO_KINDS = {name: kind for name, kind in KINDS.items() if kind.audio}
