"""The commands of search; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec, loaded


def _marked(now: CommandContext) -> bool:
    return not now.player.live and None not in now.player.loop


SEARCH = (
    CommandSpec(
        "view.search", "Search panel", ("Ctrl+5",), "Search",
        "Unfold or fold the Search panel: what looks like this sound, what sounds like this "
        "picture", "", loaded, lambda now: "search" in now.open_panels,
    ),
    CommandSpec(
        "search.region", "Ask with a region…", ("/",), "Search",
        "Drag a rectangle on the picture and search with what is in it", "region", loaded,
    ),
    CommandSpec(
        "search.range", "Ask with the sound from A to B", ("Ctrl+/",), "Search",
        "Search with the sound between the marks A and B; Ctrl, Shift and drag on the timeline "
        "marks and searches", "loop", _marked,
    ),
    CommandSpec(
        "search.now", "Ask with what is on now", ("Alt+/",), "Search",
        "Search again with what is seen and heard now", "",
    ),
    CommandSpec(
        "search.add", "Add files…", ("Ctrl+Shift+A",), "Search",
        "Take videos, pictures and sounds into the library", "add",
    ),
    CommandSpec(
        "search.add_folder", "Add a folder…", (), "Search",
        "Take all videos, pictures and sounds of a folder into the library",
    ),
    CommandSpec(
        "search.open", "Choose a library…", ("Ctrl+Shift+O",), "Search",
        "Search another library; an empty folder becomes a new one", "open",
    ),
    CommandSpec(
        "search.starter", "The library that comes with AVOL", (), "Search",
        "Search the demo and the sounds that come with AVOL",
    ),
    CommandSpec(
        "search.rebuild", "Rebuild the library", (), "Search",
        "Take all its files in again, with the weights that come with AVOL",
    ),
    CommandSpec(
        "search.map", "Map of the library", ("Ctrl+Shift+M",), "Search",
        "Lay the library out flat: what is near in it is near on the map", "grid",
    ),
    CommandSpec(
        "search.judge", "nDCG@30 by folder", (), "Search",
        "How well the library answers, its files labelled by the folders they lie in",
    ),
    CommandSpec(
        "search.judge_csv", "nDCG@30 by a table…", (), "Search",
        "How well the library answers, its files labelled by a CSV with the columns path and label",
    ),
)  # fmt: skip
