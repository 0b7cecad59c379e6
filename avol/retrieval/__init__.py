"""Cross-modal search: libraries of pictures and sounds, asked for what is like this one."""
