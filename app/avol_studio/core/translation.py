"""Translation of all texts of the window, with Qt's translation system.

`install` comes before the modules with texts are imported: constants are translated when they are
defined. Without it, as on the command line, all texts are English.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("en", "de", "fr")
FOLDER = Path(__file__).parents[1] / "translations"
_installed: list[QTranslator] = []


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """A text in the language of the window; `n` chooses its plural form and replaces %n."""
    if n >= 0 and not _installed:
        return (_english().translate("", text, comment, n) or text).replace("%n", str(n))
    return QCoreApplication.translate("", text, comment, n)


@cache
def _english() -> QTranslator:
    """The English plural forms, for a process without `install`."""
    translator = QTranslator()
    translator.load("avol_en", str(FOLDER))
    return translator


def QT_TR_NOOP(text: str) -> str:
    """Mark a text of a table, which is translated where it is shown."""
    return text


def titled(title: str, text: str) -> str:
    """A text after its title and a colon, as the language of the window sets it."""
    return tr("{title}: {text}").format(title=title, text=text)


def number(value: float, decimals: int = 0) -> str:
    """A number as the language of the window writes it, such as 0,74."""
    if not _installed:
        return f"{value:.{decimals}f}"
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", decimals)


def short_number(value: float, decimals: int) -> str:
    """A number with the decimals that it needs, at most `decimals`, such as 0,5."""
    whole = round(value, decimals)
    return number(value, next(n for n in range(decimals + 1) if round(value, n) == whole))


def language_of(setting: str) -> str:
    """The language of a setting; "system": the first of the system's that AVOL has."""
    if setting in LANGUAGES:
        return setting
    wanted = (name.split("-")[0].split("_")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in LANGUAGES), "en")


def language() -> str:
    """The language of the window, such as "de"."""
    return QLocale().name().partition("_")[0] if _installed else "en"


def install(setting: str) -> None:
    """Use the language of a setting for all texts from now on, and for numbers."""
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    chosen = language_of(setting)
    is_system = QLocale.system().name().startswith(chosen)
    QLocale.setDefault(QLocale.system() if is_system else QLocale(chosen))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{chosen}", qt_folder), (f"avol_{chosen}", str(FOLDER))):
        translator = QTranslator()
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
