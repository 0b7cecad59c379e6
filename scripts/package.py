#!/usr/bin/env python3
"""Build the packaged application: a folder, on Linux also a .tar.zst and a .deb.

    scripts/package.py [FOLDER]

FOLDER (default: dist) receives the files, and `work` below it what the build needs. It needs uv,
and on Linux zstd, dpkg-deb, PortAudio (libportaudio2) and the libraries of the Qt platform xcb,
which become part of the application. The application has no torch; it runs on systems with the C
library of this one or a newer one.
"""

import os
import platform
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "app" / "packaging"
LINUX = PACKAGING / "linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
EXTRAS = "search"  # small enough to be part of the application


def main() -> None:
    """Build everything that this system can build."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    program = build_folder(work, make_environment(work))
    if sys.platform == "linux":
        root = lay_out(work / "root", program)
        made = [pack_archive(out, root), pack_deb(out, root)]
    else:
        name = f"avol-{VERSION}-{sys.platform}"
        made = [Path(shutil.make_archive(str(out / name), "zip", program))]
    for path in made:
        sys.stdout.write(f"{path}: {path.stat().st_size / 1e6:.0f} MB\n")


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Run a command; an error ends the build."""
    subprocess.run(command, cwd=folder, check=True)


def find_uv() -> str:
    """The uv of the system, or that of `./run`."""
    uv = shutil.which("uv") or shutil.which("uv", path=ROOT / ".cache" / "uv" / "bin")
    if uv is None:
        sys.exit("uv is required: https://docs.astral.sh/uv/getting-started/installation")
    return uv


def make_environment(work: Path) -> Path:
    """Install AVOL's wheel and PyInstaller; returns the Python of the environment."""
    uv, environment = find_uv(), work / "env"
    shutil.rmtree(work / "wheel", ignore_errors=True)
    run(uv, "build", "--quiet", "--wheel", "--out-dir", work / "wheel", ROOT)
    (wheel,) = (work / "wheel").glob("*.whl")
    run(uv, "venv", "--quiet", "--clear", "--python", ">=3.11,<3.15", environment)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(
        uv, "pip", "install", "--quiet", "--python", python,
        "--constraints", ROOT / "constraints.txt", f"avol[{EXTRAS}] @ {wheel.as_uri()}",
        "pyinstaller>=6.16",
    )  # fmt: skip
    return python


def build_folder(work: Path, python: Path) -> Path:
    """Run PyInstaller; returns the folder of the application."""
    run(
        python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", work / "dist", "--workpath", work / "build", PACKAGING / "avol.spec",
        folder=work,  # in the source folder, Python would find the source and not the wheel
    )  # fmt: skip
    return work / "dist" / "avol"


def lay_out(root: Path, program: Path) -> Path:
    """Put the application and the files of the desktop below `root`, as they are installed."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / "usr/lib/avol", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/avol").symlink_to("../lib/avol/avol")
    share = root / "usr/share"
    for source, folder in (
        (LINUX / "avol.desktop", "applications"),
        (LINUX / "avol-mime.xml", "mime/packages"),
        (LINUX / "org.avol.avol.metainfo.xml", "metainfo"),
        (ROOT / "resources/icons/avol.svg", "icons/hicolor/scalable/apps"),
        (ROOT / "LICENSE", "doc/avol"),
        (ROOT / "NOTICE", "doc/avol"),
        (ROOT / "THIRD-PARTY.md", "doc/avol"),
    ):
        (share / folder).mkdir(parents=True, exist_ok=True)
        (share / folder / source.name).write_text(filled(source.read_text("utf-8")), "utf-8")
    (share / "doc/avol/LICENSE").rename(share / "doc/avol/copyright")
    return root


def pack_archive(out: Path, root: Path) -> Path:
    """Pack the files for any folder: `avol` in it starts the application."""
    name = f"avol-{VERSION}-linux-{platform.machine()}"
    folder = root.with_name(name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "usr/lib/avol", folder, symlinks=True, copy_function=os.link)
    shutil.copytree(root / "usr/share", folder / "share")
    path = out / f"{name}.tar.zst"
    compress = "zstd -15 --long=27 -T0 --quiet"
    run("tar", "--create", "--owner=0", "--group=0", f"--use-compress-program={compress}",
        f"--file={path}", name, folder=folder.parent)  # fmt: skip
    shutil.rmtree(folder)
    return path


def pack_deb(out: Path, root: Path) -> Path:
    """Pack the files as a package of Debian and Ubuntu."""
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    (root / "DEBIAN").mkdir()
    control = filled((LINUX / "control").read_text("utf-8"), SIZE=str(size))
    (root / "DEBIAN/control").write_text(control, "utf-8")
    architecture = control.partition("Architecture: ")[2].split()[0]
    path = out / f"avol_{VERSION}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z15", "--build", root, path)
    return path


def filled(text: str, **values: str) -> str:
    """The text with the values of this build in place of @NAME@."""
    values = values | {"VERSION": VERSION, "DATE": date.today().isoformat()}
    if "@ARCHITECTURE@" in text:
        printed = subprocess.run(
            ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
        )
        values |= {"ARCHITECTURE": printed.stdout.strip(), "LIBRARIES": system_packages()}
        values["GLIBC"] = platform.libc_ver()[1]
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def system_packages() -> str:
    """The Debian packages that Qt needs, as `avol doctor` names them; PortAudio is inside."""
    sys.path[:0] = [str(ROOT), str(ROOT / "app")]
    from avol_studio.core.system.system_check import PACKAGES

    return ", ".join(sorted({*PACKAGES.values()} - {"libportaudio2"}))


if __name__ == "__main__":
    main()
