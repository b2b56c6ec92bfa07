"""The set-up done for real: venv, pip and hashes, on a checkout in miniature and without a network."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer.environment import Environment
from tests.installer.small_checkout import SmallCheckout, make_small_checkout, make_wheel

UNKNOWN_DIGEST = "0" * 64


@pytest.fixture(scope="module")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallCheckout, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("small")
    checkout = make_small_checkout(folder, folder / "wheels")
    return checkout, checkout.run("demo", "演示 一", PYTHONDONTWRITEBYTECODE="1")


@pytest.fixture
def ready(set_up_once: tuple[SmallCheckout, subprocess.CompletedProcess[str]], tmp_path: Path) -> SmallCheckout:
    return set_up_once[0].copy_to(tmp_path / "ready")


@pytest.fixture
def fresh(tmp_path: Path) -> SmallCheckout:
    return make_small_checkout(tmp_path, tmp_path / "wheels")


def refused(run: subprocess.CompletedProcess[str], part: str) -> bool:
    return run.returncode == 1 and part in run.stderr and "Traceback" not in run.stderr + run.stdout


def test_first_run_sets_up_and_goes_on_in_the_environment(
    set_up_once: tuple[SmallCheckout, subprocess.CompletedProcess[str]],
) -> None:
    checkout, run = set_up_once

    assert run.returncode == 7, run.stderr
    assert run.stdout == f"1.0 {checkout.folder / '.venv'} ['demo', '演示 一']\n"
    assert "首次运行" in run.stderr


def test_set_up_compiles_even_where_writing_bytecode_is_off(
    set_up_once: tuple[SmallCheckout, subprocess.CompletedProcess[str]],
) -> None:
    folder = set_up_once[0].folder

    assert list(folder.glob(".venv/**/site-packages/__pycache__/tiny.*.pyc"))
    assert list(folder.glob("installer/__pycache__/bootstrap.*.pyc"))


def test_later_runs_set_nothing_up(ready: SmallCheckout) -> None:
    run = ready.run()

    assert (run.returncode, run.stderr) == (7, "")


def test_a_run_inside_the_environment_goes_straight_on(ready: SmallCheckout) -> None:
    python = ready.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run = subprocess.run(
        [python, ready.folder / "program.py"], check=False, capture_output=True, encoding="utf-8", env=ready.variables()
    )

    assert (run.returncode, run.stderr) == (7, "")


def test_packages_that_are_there_are_taken(fresh: SmallCheckout, tmp_path: Path) -> None:
    zipfile.ZipFile(fresh.wheels / "tiny-1.0-py3-none-any.whl").extractall(tmp_path / "there")

    run = fresh.run(PYTHONPATH=str(tmp_path / "there"))

    assert (run.returncode, run.stderr) == (7, "")
    assert not (fresh.folder / ".venv").exists()


def test_a_new_lock_is_followed(ready: SmallCheckout) -> None:
    ready.lock("2.0", make_wheel(ready.wheels, "2.0"))

    run = ready.run()

    assert run.returncode == 7, run.stderr
    assert run.stdout.startswith("2.0 ")


def test_an_interrupted_set_up_is_done_again(ready: SmallCheckout) -> None:
    environment = ready.folder / ".venv"
    (environment / "set-up-complete").unlink()
    for module in environment.glob("**/site-packages/tiny.py"):
        module.unlink()

    run = ready.run()

    assert run.returncode == 7, run.stderr
    assert "首次运行" in run.stderr


def test_an_environment_that_lost_a_package_is_mended(ready: SmallCheckout) -> None:
    for path in sorted(ready.folder.glob(".venv/**/site-packages/tiny-1.0.dist-info/*")):
        path.unlink()
        if not list(path.parent.iterdir()):
            path.parent.rmdir()

    assert ready.run().returncode == 7


def test_an_environment_whose_python_is_gone_is_not_ready(ready: SmallCheckout) -> None:
    environment, lock = Environment(ready.folder), ready.folder / "requirements.lock"
    assert environment.is_ready(lock)

    (ready.folder / ".venv" / "pyvenv.cfg").write_text("home = /nowhere/at/all\n", encoding="utf-8")

    assert not environment.is_ready(lock)


def test_two_runs_at_once_set_up_once(fresh: SmallCheckout) -> None:
    runs = [
        subprocess.Popen(
            fresh.command(), env=fresh.variables(), encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    told = [run.communicate(timeout=180)[1] for run in runs]

    assert [run.returncode for run in runs] == [7, 7], told
    assert "".join(told).count("首次运行") == 1


def test_a_package_that_was_tampered_with_is_not_installed(ready: SmallCheckout) -> None:
    make_wheel(ready.wheels, "3.0")
    ready.lock("3.0", UNKNOWN_DIGEST)

    assert refused(ready.run(), "校验值不符")


def test_no_network_is_said(ready: SmallCheckout) -> None:
    ready.lock("4.0", UNKNOWN_DIGEST)

    run = ready.run(PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert refused(run, "无法连接网络")


def test_a_package_that_no_index_has_is_said(ready: SmallCheckout) -> None:
    ready.lock("5.0", UNKNOWN_DIGEST)

    assert refused(ready.run(), "没有适合本机")


def test_another_version_first_on_the_path_is_said(ready: SmallCheckout, tmp_path: Path) -> None:
    (tmp_path / "other" / "tiny-0.9.dist-info").mkdir(parents=True)

    assert refused(ready.run(PYTHONPATH=str(tmp_path / "other")), "PYTHONPATH")


def test_the_installed_program_sets_nothing_up(fresh: SmallCheckout) -> None:
    (fresh.folder / "installed-program").touch()

    run = fresh.run()

    assert "No module named 'tiny'" in run.stderr
    assert not (fresh.folder / ".venv").exists()


def test_a_system_without_exec_waits_and_passes_the_exit_status_on(tmp_path: Path) -> None:
    program = tmp_path / "again.py"
    program.write_text(
        "import os, sys\n"
        "from pathlib import Path\n"
        "from installer.bootstrap import restart\n"
        "if 'STUDY_LEDGER_RESTARTED' in os.environ: sys.exit(int(sys.argv[1]))\n"
        "restart(Path(sys.executable), waits=True)\n",
        encoding="utf-8",
    )
    root = Path(__file__).resolve().parents[2]

    run = subprocess.run([sys.executable, program, "5"], check=False, env={**os.environ, "PYTHONPATH": str(root)})

    assert run.returncode == 5
