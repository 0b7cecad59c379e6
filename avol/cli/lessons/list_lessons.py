"""The command `avol lessons list`."""


def list_lessons() -> None:
    """List the lessons that come with AVOL."""
    from rich.table import Table

    from avol.cli.console import print_table
    from avol.lessons.lesson import bundled_lessons

    table = Table("Name", "Lesson", "Minutes", "Steps", box=None)
    for found in bundled_lessons():
        lesson = found.lesson
        name = found.name.partition("-")[2] or found.name
        table.add_row(name, lesson.title, str(lesson.minutes), str(len(lesson.steps)))
    print_table(table)
