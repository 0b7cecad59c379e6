"""A scripted student works through every lesson with mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from avol.lessons.activities.activity_record import ActivityRecord
from avol.lessons.hand_in import load_hand_in
from avol.lessons.lesson import LessonFile, Step, bundled_lessons, right_option
from avol.perturbation import NEUTRAL, ImagePerturbation, Perturbation
from avol.reference_sounds import NOISE
from avol_studio.ui.controllers.lesson_controller import LAB, LessonController
from avol_studio.ui.lessons.end_page import EndPage
from avol_studio.ui.lessons.intro_page import IntroPage
from avol_studio.ui.lessons.pairs_activity import PairsActivity
from avol_studio.ui.lessons.protocol_activity import ProtocolActivity
from avol_studio.ui.lessons.ranking_activity import RankingActivity
from avol_studio.ui.lessons.step_page import StepPage
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import LONG, give
from tests.support.training import FakeTrainingProcess

LEFT = Qt.MouseButton.LeftButton
NUMBER = 12.5
"""What the patched functions compute; tests/avol/lessons checks the real ones."""


@pytest.fixture
def fakes() -> FakeDependencies:
    fakes = FakeDependencies()
    fakes.videos["demo"] = lambda path: FakeVideo(path, count=900)
    return fakes


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fast numbers and judgements; returns the controls that the lessons show."""
    controls: list[str] = []
    for name, value in (
        ("avol.lessons.hand_in.compute_number", lambda *_: NUMBER),
        ("avol_studio.ui.lessons.pairs_activity.network_judgements",
         lambda model, pairs, media: tuple((0.5, True) for _ in pairs)),
        ("avol_studio.ui.lessons.ranking_activity.network_order",
         lambda task, model: task.candidates),
        ("avol.lessons.numbers.request.load_model", lambda *_: None),
    ):  # fmt: skip
        monkeypatch.setattr(name, value)
    monkeypatch.setattr(LessonController, "_show_control", lambda _, name: controls.append(name))
    return controls


def click(button: QAbstractButton) -> None:
    for _ in range(500):  # a new page is shown with the next events
        if button.isVisible():
            break
        QTest.qWait(10)
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def type_into(line: QLineEdit, text: str) -> None:
    line.clear()
    QTest.keyClicks(line, text)


class Student:
    """Uses the column of the lesson only, as a person would."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.lessons = window.lessons

    @property
    def page(self) -> StepPage:
        page = self.lessons.panel.page
        assert isinstance(page, StepPage)
        return page

    def begin(self, name: str, alias: str = "Ada 7") -> None:
        self.lessons.open(name)
        found = self.lessons.service.found
        assert found is not None
        if found.media is not None:
            self.qtbot.waitUntil(lambda: self.window.player.last_frame is not None, timeout=LONG)
        intro = self.lessons.panel.page
        assert isinstance(intro, IntroPage)
        assert not intro.start.isEnabled()
        QTest.keyClicks(intro.alias, alias)
        click(intro.start)

    def predict(self, step: Step) -> None:
        section, viewport = self.page.predict, self.window.stage.viewport
        assert not section.lock.isEnabled()
        if step.predict.kind == "choice":
            click(section.choices.buttons[right_option(step.predict.options)])
        elif step.predict.kind == "number":
            type_into(section.entry, "14")
        else:
            QTest.mouseClick(viewport, LEFT, pos=viewport.image_rect.center().toPoint())
        click(section.lock)

    def act(self) -> None:
        QTest.qWait(50)  # until the new section is laid out
        match self.page.activity:
            case PairsActivity() as pairs:
                while pairs.current is not None:
                    click(pairs.yes)
                if not pairs.network:
                    click(pairs.by_network)
                    self.qtbot.waitUntil(lambda: bool(pairs.network), timeout=LONG)
            case RankingActivity() as ranking:
                ranking.list.setCurrentRow(4)
                click(ranking.up)
                click(ranking.done)
            case ProtocolActivity() as protocol:
                while protocol.moment is not None:
                    self.qtbot.waitUntil(protocol.right.isEnabled, timeout=LONG)
                    click(protocol.right)
            case _:
                pass

    def explain(self, step: Step) -> None:
        QTest.keyClicks(self.page.observe.entry, "A bright line.")
        click(self.page.explain.choices.buttons[right_option(step.explain.options)])
        click(self.page.explain.confirm)

    def number(self, text: str) -> None:
        type_into(self.page.number.entry, text)
        with self.qtbot.waitSignal(
            self.lessons.service.checking, check_params_cb=lambda on: not on
        ):
            QTest.keyClick(self.page.number.entry, Qt.Key.Key_Return)

    def work(self, step: Step) -> None:
        self.predict(step)
        self.act()
        self.explain(step)
        if step.number.tolerance < 100:
            self.number("999")
            assert not self.lessons.service.record.passed
        self.number("12,5")
        assert self.lessons.service.record.passed


@pytest.fixture
def student(window: MainWindow, qtbot: QtBot) -> Student:
    window.resize(1280, 800)
    window.store.update(autoplay=False)
    window.trainer.service._start_process = FakeTrainingProcess  # pyright: ignore[reportAttributeAccessIssue]
    return Student(window, qtbot)


@pytest.mark.parametrize("found", bundled_lessons(), ids=lambda found: found.name)
def test_a_student_passes_the_lesson(
    found: LessonFile, student: Student, shown: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("avol.lessons.activities.protocol.TRIES", 2)
    student.begin(found.name)
    for step in found.lesson.steps:
        student.work(step)
        click(student.lessons.panel.next)
    assert isinstance(student.lessons.panel.page, EndPage)
    path = tmp_path / "ada.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    click(student.lessons.panel.page.save)
    hand_in = load_hand_in(path)
    assert hand_in.alias == "Ada 7"
    assert hand_in.finished_steps == len(found.lesson.steps)
    assert all(record.passed and record.number == NUMBER for record in hand_in.steps)
    assert all(record.observation == "A bright line." for record in hand_in.steps)
    assert shown == [name for step in found.lesson.steps for name in step.show]
    done = {step.activity for step in found.lesson.steps} - {""}
    assert bool(done) == (hand_in.activity != ActivityRecord())


def test_the_map_is_hidden_until_the_prediction_is_locked(student: Student, qtbot: QtBot) -> None:
    student.begin("encoders")
    stage, controller = student.window.stage, student.lessons
    assert stage.viewport.mode is controller.view
    assert not controller.view.revealed
    assert not stage.timeline.isVisible()
    assert not stage.panels["audio"].isVisible()
    for section in (student.page.do, student.page.observe, student.page.explain):
        assert not section.isVisible()
    step = controller.service.step
    assert step is not None
    student.predict(step)
    assert stage.viewport.mode is None
    assert stage.timeline.isVisible()
    assert stage.panels["audio"].isVisible()
    assert not student.page.number.isVisible()  # comes after the explanation
    qtbot.waitUntil(lambda: controller.stage.localization() is not None, timeout=LONG)
    assert abs(student.window.player.state.time - 14.5) < 0.05


def test_a_step_begins_without_what_was_shown_and_altered_in_the_last_one(
    student: Student, qtbot: QtBot
) -> None:
    student.begin("hearing")
    window, step = student.window, student.lessons.service.step
    assert step is not None
    student.predict(step)
    sounds = window.presentation.sounds
    for command in LAB:
        give(window, command)
    window.perturbation.set_settings(Perturbation(image=ImagePerturbation(mirror=True)))
    sounds.replace_audio(NOISE)
    click(student.lessons.panel.next)
    assert not window.inspector.dock.isVisible()
    assert not window.perturbation.dock.isVisible()
    assert window.perturbation.settings == NEUTRAL
    assert sounds.value.replacement is None


def test_a_lesson_shows_only_its_controls(student: Student) -> None:
    header, stage = student.window.header, student.window.stage
    assert "Annotation" in str(list(header.menus))
    student.begin("encoders")
    assert "Annotation" not in str(list(header.menus))
    assert "lesson.close" in student.window.actions_by_id
    assert not stage.panels["sounds"].isVisible()
    give(student.window, "lesson.close")
    assert "Annotation" in str(list(header.menus))
    assert not student.lessons.panel.isVisible()


def test_work_survives_a_crash_and_continues(
    student: Student, qtbot: QtBot, tmp_path: Path
) -> None:
    student.begin("encoders")
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    QTest.keyClicks(student.page.observe.entry, "Half a sentence")
    folder = tmp_path / "data" / "avol" / "lessons"
    saved = folder / "02-encoders.json"
    qtbot.waitUntil(lambda: "Half a sentence" in saved.read_text(encoding="utf-8"), timeout=LONG)
    student.lessons.service.found = student.lessons.service.hand_in = None  # as after a crash
    student.lessons.open("encoders")
    intro = student.lessons.panel.page
    assert isinstance(intro, IntroPage)
    assert "Ada 7" in intro.resume.text()
    click(intro.resume)
    assert student.page.observe.entry.toPlainText() == "Half a sentence"
    qtbot.waitUntil(student.page.predict.state.isVisible)
    assert not student.page.predict.lock.isVisible()
    assert not any(b.isEnabled() for b in student.page.predict.choices.buttons.values())


def test_drafts_are_saved_too(student: Student, tmp_path: Path, qtbot: QtBot) -> None:
    student.begin("pairs")
    QTest.keyClicks(student.page.predict.entry, "14")
    saved = tmp_path / "data" / "avol" / "lessons" / "03-pairs.json"
    qtbot.waitUntil(lambda: load_hand_in(saved).steps[0].prediction == "14", timeout=LONG)
    student.lessons.service.found = student.lessons.service.hand_in = None  # as after a crash
    student.lessons.open("pairs")
    student.lessons.panel.resume()
    assert student.page.predict.entry.text() == "14"
    assert student.page.predict.lock.isEnabled()
    assert not student.lessons.service.record.locked


def test_starting_again_keeps_the_old_work(student: Student, tmp_path: Path) -> None:
    student.begin("encoders", "Ada")
    student.lessons.service.close_lesson()
    student.lessons.open("encoders")
    intro = student.lessons.panel.page
    assert isinstance(intro, IntroPage)
    QTest.keyClicks(intro.alias, "Bob")
    click(intro.start)
    student.lessons.service.save()
    folder = tmp_path / "data" / "avol" / "lessons"
    aliases = {path.name: load_hand_in(path).alias for path in folder.glob("*.json")}
    assert aliases == {"02-encoders.json": "Bob", "02-encoders-1.json": "Ada"}


def test_a_wrong_explanation_shows_its_misunderstanding_and_stands(student: Student) -> None:
    student.begin("encoders")
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    wrong = next(option for option in step.explain.options if not option.right)
    click(student.page.explain.choices.buttons[wrong.text])
    click(student.page.explain.confirm)
    notes = [note.text() for note in student.page.explain.choices.notes() if note.isVisible()]
    assert wrong.misunderstanding in notes
    assert not any(b.isEnabled() for b in student.page.explain.choices.buttons.values())
    assert student.lessons.service.record.explanation == wrong.text


def test_after_three_wrong_numbers_the_right_one_can_be_shown(student: Student) -> None:
    student.begin("encoders")
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    student.explain(step)
    for n in range(3):
        assert not student.page.number.reveal.isVisible(), n
        student.number("1")
        assert "✗" in student.page.number.outcome.text()
    click(student.page.number.reveal)
    assert "12" in student.page.number.outcome.text()
    record = student.lessons.service.record
    assert (record.passed, record.expected, record.finished) == (False, NUMBER, True)


def test_points_are_predicted_on_the_image(student: Student, tmp_path: Path) -> None:
    from tests.support.lessons import write_lesson

    student.begin(str(write_lesson(tmp_path)))
    first, second = bundled_steps(student)
    student.work(first)
    click(student.lessons.panel.next)
    student.predict(second)
    x, y = map(float, student.lessons.service.record.prediction.split(", "))
    assert (x, y) == pytest.approx((0.5, 0.5), abs=0.02)


def bundled_steps(student: Student) -> tuple[Step, Step]:
    found = student.lessons.service.found
    assert found is not None
    first, second = found.lesson.steps
    return first, second


@pytest.mark.parametrize(("width", "panels"), [(1280, True), (1024, True), (800, False)])
def test_the_panels_of_the_lesson_fit_beside_it(width: int, panels: bool, student: Student) -> None:
    student.window.resize(width, 768)
    student.begin("hearing")
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    stage = student.window.stage
    assert stage.panels["audio"].isVisible() == panels
    assert stage.viewport.width() >= 240
    assert student.window.width() == width


def test_a_small_window_shows_the_panels_in_place_of_the_column(student: Student) -> None:
    window, column = student.window, student.lessons.panel
    window.resize(800, 600)
    student.begin("hearing")
    step = student.lessons.service.step
    assert step is not None
    give(window, "view.panels")  # while the prediction is open
    assert column.isVisible()
    student.predict(step)
    audio = window.stage.panels["audio"]
    for shown in (True, False, True):
        give(window, "view.panels")
        assert (audio.isVisible(), column.isVisible()) == (shown, not shown)
    window.resize(1280, 600)
    assert audio.isVisible()
    assert column.isVisible()


def test_the_column_fits_a_small_window(student: Student) -> None:
    student.window.resize(800, 600)
    student.begin("pairs")
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    assert student.window.width() == 800
    assert student.window.stage.viewport.width() >= 240
    page, area = student.page, student.lessons.panel.width()
    for name in ("play", "yes", "no"):
        widget = getattr(page.activity, name)
        assert widget.mapTo(student.lessons.panel, widget.rect().topRight()).x() < area, name


@pytest.mark.parametrize("name", ["pairs", "search", "trust"])
def test_long_texts_of_an_activity_wrap(name: str, student: Student) -> None:
    student.window.resize(800, 600)
    student.begin(name)
    step = student.lessons.service.step
    assert step is not None
    student.predict(step)
    page, panel = student.page, student.lessons.panel
    assert page.activity is not None
    for text in page.activity.findChildren(QLabel):
        text.setText("Essai 1 sur 40 : Un instrument semblable, et même encore plus long")
    QTest.qWait(100)
    assert page.mapTo(panel, page.rect().topRight()).x() < panel.width()


@pytest.mark.parametrize("name", ["geology", "/missing/lesson.toml"])
def test_an_unknown_lesson_is_one_sentence(name: str, student: Student) -> None:
    student.lessons.open(name)
    assert student.lessons.service.found is None
    assert "is neither a lesson nor a file" in student.window.stage.status.message_label.toolTip()


def test_unknown_controls_are_named_and_left_out(student: Student, tmp_path: Path) -> None:
    from tests.support.lessons import LESSON, write_lesson

    text = LESSON.replace("seed = 5", 'seed = 5\ncommands = ["rm.all", "view.audio"]')
    student.lessons.open(write_lesson(tmp_path, text))
    assert "rm.all" in student.window.stage.status.message_label.toolTip()
    assert student.lessons.service.found is not None


def test_lessons_turn_fine_maps_off(student: Student, tmp_path: Path, qtbot: QtBot) -> None:
    from tests.support.lessons import write_lesson

    store = student.window.store
    store.update(fine_maps=True)
    student.lessons.open(write_lesson(tmp_path))
    assert not store.value.fine_maps
    assert "Fine maps are off" in student.window.stage.status.message_label.toolTip()
    store.update(fine_maps=True)  # by a curious student
    qtbot.waitUntil(lambda: not store.value.fine_maps)


def test_the_list_opens_a_lesson(student: Student, qtbot: QtBot) -> None:
    from avol_studio.ui.dialogs.lessons import LessonsDialog

    give(student.window, "lesson.list")
    dialog = student.window.findChild(LessonsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert len(dialog.buttons) == len(bundled_lessons())
    click(dialog.buttons[1])
    found = student.lessons.service.found
    assert found is not None
    assert found.name == "02-encoders"
