"""The simple mode: menus and panels with the few commands that most sessions need."""

SIMPLE_COMMANDS = frozenset({
    "file.open", "file.image_sound", "file.demo", "file.snapshot", "export.dialog", "app.quit",
    "app.settings",
    "map.overlay", "view.full_screen", "view.present", "view.all_commands", "play.toggle",
    "sound.mute", "live.camera", "record.toggle", "map.silence_test", "help.quick", "help.palette",
})  # fmt: skip
"""The commands that the menus show in simple mode; keys and the palette always work for all."""

SIMPLE_PANELS = frozenset({"live", "audio", "sounds", "map", "queue"})
"""The side panels that are shown in simple mode."""
