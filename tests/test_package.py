"""The package as users get it: a wheel, a source distribution, an editable checkout, each in its own environment."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow

MATRIX = ROOT / "tests" / "formats" / "matrix" / "dense-2021"


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, umask: int = -1) -> str:
    """Run a program; return what it prints, or fail with everything that it said."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False, umask=umask)
    if done.returncode != 0:
        shown = " ".join(map(str, command))
        pytest.fail(f"{shown}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


@frozen
class Environment:
    """A virtual environment that holds govparse and what it depends on, and nothing else."""

    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        return self.programs / "python"

    @classmethod
    def create(cls, folder: Path, *requirement: str | Path) -> "Environment":
        # Without a pip of its own, which would take longer than everything else: ours installs into it.
        run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
        environment = cls(folder)
        pip = (sys.executable, "-m", "pip", "--python", environment.python, "--disable-pip-version-check")
        run(*pip, "install", "--quiet", *requirement, cwd=folder.parent)
        return environment

    def call(self, program: str, *arguments: str | Path, cwd: Path) -> str:
        """Run an installed program in ``cwd``, with nothing of this process's Python in its surroundings."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST", "COV", "VIRTUAL"))}
        return run(self.programs / program, *arguments, cwd=cwd, env={**env, "PYTHONUTF8": "1"})

    def package(self, cwd: Path) -> Path:
        """Where ``import govparse`` finds the package, asked from ``cwd``."""
        return Path(self.call("python", "-c", "import govparse; print(govparse.__file__)", cwd=cwd).strip()).parent


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip cannot fetch packages: after this, a failing installation is our own fault."""
    target = tmp_path_factory.mktemp("probe")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(target),
        "hatchling",
    ]
    probe = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if probe.returncode != 0:
        pytest.skip(f"packaging is NOT tested: pip can fetch nothing here: {probe.stderr.strip()[-500:]}")


@frozen
class Built:
    """A source distribution and a wheel."""

    sdist: Path
    wheel: Path

    @property
    def digests(self) -> dict[str, str]:
        """Name → SHA-256 of both files."""
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (self.sdist, self.wheel)}


def tracked() -> list[str]:
    """Return the files of the checkout; a distribution is made of these, and not of what else lies about."""
    if not (ROOT / ".git").exists():
        pytest.skip("packaging is NOT tested: this is no git checkout, so nothing tells what belongs to it")
    listed = run("git", "ls-files", "-z", cwd=ROOT).split("\0")
    return sorted(name for name in listed if name and (ROOT / name).is_file())


def copy(folder: Path, *, mode: int, at: int) -> Path:
    """Copy the checkout as another user would have it: with other permissions, at another time."""
    for name in tracked():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, file)
        file.chmod(mode)
        os.utime(file, (at, at))
    return folder


def build(source: Path, out: Path, *what: str, umask: int = -1, **environment: str) -> Built:
    """Build both in an environment that says nothing of this one; without `what`, the wheel from the sdist."""
    env = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "build", *what, *isolation, "--outdir", str(out), str(source)]
    run(*command, cwd=source.parent, env={**env, **environment}, umask=umask)
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, package_index: None) -> Built:
    folder = tmp_path_factory.mktemp("dist")
    return build(copy(folder / "checkout", mode=0o644, at=1_600_000_000), folder / "out")


@pytest.fixture(scope="session")
def wheel(built: Built) -> Path:
    return built.wheel


@pytest.fixture(scope="session")
def from_sdist(tmp_path_factory: pytest.TempPathFactory, built: Built) -> Environment:
    """What the source distribution installs, with what property tests need."""
    folder = tmp_path_factory.mktemp("from-sdist") / "env"
    return Environment.create(folder, f"{built.sdist}[testing]", "pytest")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    return Environment.create(tmp_path_factory.mktemp("installed") / "env", wheel)


@pytest.fixture(scope="session")
def editable(tmp_path_factory: pytest.TempPathFactory, package_index: None) -> Environment:
    return Environment.create(tmp_path_factory.mktemp("editable") / "env", "--editable", ROOT)


def reads_a_report(environment: Environment, report: Path, cwd: Path) -> None:
    """The command line finds its grammars, and gives numbers that are printed in ``report``."""
    lines = environment.call("govparse", "parse", "--format", "json", report, cwd=cwd).splitlines()
    assert len(lines) == 1
    record = json.loads(lines[0])
    numbers = [fact for fact in record["facts"].values() if fact["state"] == "number"]
    assert numbers, f"no number in {report.name}"
    for fact in numbers:
        assert Decimal(fact["value"]).is_finite()  # an integer, or a decimal in a string


def test_the_same_commit_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    """In another folder, at another time, with another umask, locale and order of sets; the wheel not by the sdist."""
    source = copy(tmp_path / "elsewhere" / "of another name", mode=0o600, at=1_900_000_000)
    elsewhere = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    again = build(source, tmp_path / "out", "--sdist", "--wheel", umask=0o077, **elsewhere)
    assert again.digests == built.digests


def test_the_source_distribution_is_the_checkout(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        files = {member.name.partition("/")[2]: member.size for member in archive if member.isfile()}
    assert files.keys() - {"PKG-INFO"} == set(tracked())
    assert {"grammars/form2021.lark", "examples/town-2019.txt", "docs/api.md", "tests/conftest.py"} <= files.keys()
    assert [name for name, size in files.items() if size > 400_000] == []
    assert built.sdist.stat().st_size < 12_000_000
    assert built.wheel.stat().st_size < 1_500_000


@pytest.mark.skipif(importlib.util.find_spec("twine") is None, reason="twine comes with the extra dev; .ci/run has it")
def test_what_is_uploaded_is_described_in_order(built: Built, tmp_path: Path) -> None:
    said = run(sys.executable, "-m", "twine", "check", "--strict", built.sdist, built.wheel, cwd=tmp_path)
    assert said.count("PASSED") == 2


def test_the_source_distribution_installs_without_git_and_passes_its_own_tests(
    built: Built, from_sdist: Environment, tmp_path: Path
) -> None:
    shutil.unpack_archive(built.sdist, tmp_path)
    (source,) = tmp_path.iterdir()
    package = from_sdist.package(tmp_path)
    assert package.is_relative_to(from_sdist.folder.resolve())
    reads_a_report(from_sdist, source / "examples" / "town-2019.txt", tmp_path)
    own = [f"tests/test_{name}.py" for name in ("cells", "claims", "identities", "names", "seams")]
    # `pytest`, unlike `python -m pytest`, does not import from the folder in which it is called.
    said = from_sdist.call("pytest", "-q", "-p", "no:cacheprovider", *own, cwd=source)
    assert re.search(r"^[0-9]{2,} passed", said, re.MULTILINE), said


def test_the_wheel_holds_what_the_library_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = set(archive.namelist())
    expected = {"govparse/__init__.py", "govparse/py.typed"}
    for folder in ("grammars", "examples"):
        sources = [name for name in tracked() if name.startswith(f"{folder}/")]
        assert sources, f"{folder} is empty"
        expected |= {f"govparse/{source}" for source in sources}
    assert expected <= files
    assert {name.split("/")[0] for name in files} == {"govparse", wheel.name.split("-py3")[0] + ".dist-info"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in files)


def test_the_wheel_alone(installed: Environment, tmp_path: Path) -> None:
    package = installed.package(tmp_path)
    assert package.is_relative_to(installed.folder.resolve())
    examples = sorted((package / "examples").glob("*.txt"))
    assert examples, "no example report in the wheel"
    for example in examples:
        reads_a_report(installed, example, tmp_path)


@pytest.mark.parametrize("extra", ["html", "docx", "pdf"])
def test_without_an_extra_the_command_that_installs_it_is_named(
    installed: Environment, tmp_path: Path, extra: str
) -> None:
    program = (
        "import govparse, sys\n"
        "try: govparse.parse_file(sys.argv[1])\n"
        "except govparse.MissingReader as error: print(error.kind, error.messages['zh'], error.messages['en'])"
    )
    said = installed.call("python", "-c", program, MATRIX / f"report.{extra}", cwd=tmp_path)
    assert said.startswith("missing_reader") and said.count(f'pip install "govparse[{extra}]"') == 2


def test_with_all_extras(tmp_path_factory: pytest.TempPathFactory, wheel: Path, tmp_path: Path) -> None:
    environment = Environment.create(tmp_path_factory.mktemp("extras") / "env", f"{wheel}[all]")
    for extra in ("html", "docx", "pdf"):
        reads_a_report(environment, MATRIX / f"report.{extra}", tmp_path)


SYNTHETIC = """
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, NOISES, synthetic_report, write_noisy
from random import Random
sheet = lay_out(synthetic_report(1))
for name in LAYOUTS: assert write_noisy(sheet, name, NOISES, Random(1))
try: import govparse.strategies
except ModuleNotFoundError as error: print(error.name, error)
else: print(repr(govparse.strategies.reports()))
"""


def test_without_hypothesis_only_strategies_are_missing(installed: Environment, tmp_path: Path) -> None:
    """Pages and Word files are written without lxml; what needs hypothesis names the extra."""
    said = installed.call("python", "-c", SYNTHETIC, cwd=tmp_path)
    assert said.startswith("hypothesis ") and 'pip install "govparse[testing]"' in said


def test_with_the_extra_for_testing(from_sdist: Environment, tmp_path: Path) -> None:
    assert "random" in from_sdist.call("python", "-c", SYNTHETIC, cwd=tmp_path)


@pytest.mark.parametrize("library", ["lxml", "pypdfium2", "hypothesis"])
def test_each_library_is_imported_in_one_file(library: str) -> None:
    pattern = re.compile(rf"""^\s*(?:import|from)\s+{library}\b|import_module\(["']{library}\b""", re.MULTILINE)
    files = [path for path in (ROOT / "govparse").rglob("*.py") if pattern.search(path.read_text(encoding="utf-8"))]
    assert len(files) == 1, files


def test_the_version_is_said_once(installed: Environment, tmp_path: Path) -> None:
    program = "import govparse, importlib.metadata as m; print(govparse.__version__, m.version('govparse'))"
    imported, declared = installed.call("python", "-c", program, cwd=tmp_path).split()
    assert imported == declared


def test_an_editable_checkout(editable: Environment, tmp_path: Path) -> None:
    assert editable.package(tmp_path) == ROOT / "govparse"
    examples = sorted((ROOT / "examples").glob("*.txt"))
    assert examples, "no example report in the checkout"
    reads_a_report(editable, examples[0], tmp_path)
