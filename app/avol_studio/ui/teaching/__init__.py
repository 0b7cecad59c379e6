"""The panel of the taught classes, and the steps that teach one."""
