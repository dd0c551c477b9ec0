"""Make the project's own environment in .venv: python -I analysis/bootstrap.py

In a notebook whose JupyterLab someone else installed, `offer()` does the same on request.

Standard library only, and syntax that an old Python still reads, so that it can say
what is wrong. Nothing outside .venv is touched; a stamp inside it, named by the
checksum of the lock and the project file, makes the second call immediate.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
OLDEST = (3, 11)
ASK = (
    "This JupyterLab does not have what Flexibility Log needs. Press Enter to set it up in this project's own folder "
    "(about a minute, 1.5 GB, the internet once; nothing of this JupyterLab is changed), or type n: "
)
QUIETLY = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, "text": True}
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")


def main():
    """Make or refresh .venv; exit with 1 and a message where that cannot be done."""
    if sys.version_info < OLDEST:
        return retry_with_newer_python()
    stamp = os.path.join(VENV, "." + checksum())
    if os.path.exists(stamp):
        return 0
    print("Setting up (first time only, about a minute, 1.5 GB in .venv) ...", flush=True)
    make_venv()
    install(["-r", os.path.join(ROOT, "requirements.lock")], "the packages of requirements.lock")
    install(["--no-deps", "--no-build-isolation", "-e", ROOT], "the package itself")
    warm_font_cache()
    for name in os.listdir(VENV):
        if name.startswith(".") and len(name) == 17:
            os.remove(os.path.join(VENV, name))
    open(stamp, "w").close()
    print("Set up.", flush=True)
    return 0


class Stopped(Exception):
    """Ends a run of cells; a notebook shows its words alone."""

    def _render_traceback_(self):
        """Give IPython the words instead of the stack (its hook, hence the name)."""
        return [str(self)]


def offer():
    """From a notebook: ask, make the environment, a kernel and working copies, and point to them.

    Nothing is installed into the JupyterLab that runs the notebook. Always ends in `Stopped`, as
    the cells that follow need what is not there.
    """
    if not is_set_up():
        answer = input(ASK)
        if answer.strip().lower() in ("n", "no"):
            raise Stopped("Nothing was installed. Run this cell again to set up.")
        print("Setting up: about a minute ...", flush=True)
        say_failure(subprocess.run([sys.executable, "-I", os.path.abspath(__file__)], **QUIETLY))
    say_failure(subprocess.run([venv_python(), "-m", "analysis.lab"], cwd=ROOT, **QUIETLY))
    show_link()
    raise Stopped("This notebook stops here.")


def is_set_up():
    """Whether .venv holds the stamp of a finished set-up, whichever Python made it."""
    names = os.listdir(VENV) if os.path.isdir(VENV) else []
    return any(name.startswith(".") and len(name) == 17 for name in names)


def say_failure(done):
    """Stop with the last words of a command that failed."""
    if done.returncode:
        raise Stopped(done.stdout.strip()[-1500:])


def show_link():
    """Show where the working copy of the first notebook lies, as a link that JupyterLab opens.

    JupyterLab asks for its kernels once a minute, and takes another one where it does not know a name.
    """
    from IPython.display import Markdown, display

    first = "00_start_here.ipynb"
    copy = os.path.join(ROOT, "reports", "notebooks", first)
    if os.path.abspath(os.curdir) == os.path.dirname(copy):
        words = (
            "Flexibility Log is set up, and this notebook still runs in another kernel. Reload this page (F5), choose "
            "**Kernel > Change Kernel > Flexibility Log**, and run it again."
        )
    else:
        here = os.path.relpath(copy).replace(os.sep, "/")
        words = (
            "Flexibility Log is set up. Reload this page once (F5), so that JupyterLab learns of the kernel "
            "'Flexibility Log'. Then open **[your copy of 00_start_here](%s)**: reports/notebooks/%s in the file "
            "panel." % (here, first)
        )
    display(Markdown(words))


def retry_with_newer_python():
    """Run again with a Python that is new enough, if one is installed."""
    for name in NEWER:
        path = shutil.which(name)
        if path and run([path, "-c", ""]) == 0:
            return subprocess.call([path, "-I", os.path.abspath(__file__)])
    have = ".".join(map(str, sys.version_info[:3]))
    stop(
        "this is Python %s, and 3.11 or newer is needed." % have,
        "Install a newer Python, or name one: make PYTHON=/path/to/python3.12 report",
    )


def checksum():
    """First 16 digits of the checksum of what decides the environment, its place included."""
    digest = hashlib.sha256((ROOT + sys.version).encode())
    for name in ("requirements.lock", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:16]


def make_venv():
    """An environment in .venv, made anew where it is missing, broken or of another Python."""
    version = "%d.%d" % sys.version_info[:2]
    if (
        run(
            [
                venv_python(),
                "-c",
                "import sys, pip; sys.exit('%d.%d' % sys.version_info[:2] != '" + version + "')",
            ]
        )
        == 0
    ):
        return
    if not os.access(ROOT, os.W_OK):
        stop("%s cannot be written to." % ROOT, "Copy the project to a folder of your own.")
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        return stop("this Python has no venv module.", "On Debian or Ubuntu: apt install python3-venv")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        stop(
            "the environment in .venv could not be made: %s" % error,
            "Is the folder writable, and is there room?",
        )


def install(what, name):
    """Install with uv where it is present, else with pip; only wheels, every hash checked."""
    uv = shutil.which("uv")
    locked = "-r" in what
    checks = ["--require-hashes", "--only-binary", ":all:"] if locked else []
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", venv_python(), *checks, *what]
    else:
        command = [
            venv_python(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *checks,
            *what,
        ]
    done = subprocess.run(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if "error" in line.lower()][
            -3:
        ] or done.stderr.splitlines()[-3:]
        stop(
            name + " could not be installed.\n  " + "\n  ".join(last),
            "The first set-up needs the internet once; check the connection and run the same command again.",
        )


def warm_font_cache():
    """Build matplotlib's list of fonts now, not at the first chart."""
    run([venv_python(), "-c", "import matplotlib.font_manager"])


def venv_python():
    """The environment's own Python."""
    return (
        os.path.join(VENV, "Scripts", "python.exe")
        if os.name == "nt"
        else os.path.join(VENV, "bin", "python")
    )


def run(command):
    """Exit code of a quiet command; 1 where it does not exist."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return 1


def stop(what, then):
    """Say what is wrong and what to do, and leave."""
    sys.exit("Cannot set up: " + what + "\n" + then)


if __name__ == "__main__":
    sys.exit(main())
