"""Texts that the steps of teaching and the banner on the image share."""

from avol_studio.core.translation import tr

SHOW_LIVE = tr("Hold the object up and make its sound.")
HIDE_LIVE = tr("Put the object away and be quiet.")
"""What the person does during the recordings of a live input."""
