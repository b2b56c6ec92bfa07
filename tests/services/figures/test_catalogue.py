"""The catalogue has every figure that reports rely on, each with words and a unit."""

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind

KEYS = """
org.committees org.general_branches org.branches org.groups people.members people.formal people.probationary
people.development_targets people.activists first_topic.meetings first_topic.items first_topic.projects
first_topic.measures first_topic.measures_done center_group.sessions center_group.discussions center_group.days
center_group.items center_group.reflections center_group.speeches three_meetings.sessions
three_meetings.congress three_meetings.committee three_meetings.group three_meetings.lecture
party_lecture.by_secretary theme_day.sessions reading_class.sessions reading_class.days
reading_class.keynote_speeches reading_class.exchange_speeches training.sessions training.online
training.offline training.days training.person_times training.people training.coverage lecture.sessions
lecture.person_times site_visit.sessions site_visit.branches site_visit.person_times organization_life.sessions
democratic_appraisal.sessions online_study.hours exam.sessions exam.person_times exam.pass_rate exam.average
materials.books materials.briefs materials.posters materials.articles materials.article_reads study_app.average
study_app.below attendance.expected attendance.present attendance.rate hours.members.people hours.members.met
hours.members.rate hours.members.average hours.leaders.people hours.leaders.met hours.leaders.rate
hours.leaders.average topics.new_thought.sessions topics.new_thought.hours topics.political_theory.sessions
topics.political_theory.hours topics.political_training.sessions topics.political_training.hours
topics.discipline.sessions topics.discipline.hours topics.purpose.sessions topics.purpose.hours
topics.tradition.sessions topics.tradition.hours topics.current_affairs.sessions topics.current_affairs.hours
topics.skills.sessions topics.skills.hours duties.required duties.held duties.rate plan.items plan.done
plan.rate problems.open problems.closed certification.secretaries certification.rate funding.payroll
funding.budget funding.spent funding.balance funding.execution funding.allocated
funding.source.party_work.budget funding.source.party_work.spent funding.source.kept_dues.budget
funding.source.kept_dues.spent funding.source.superior.budget funding.source.superior.spent
funding.source.staff_education.budget funding.source.staff_education.spent funding.source.other.budget
funding.source.other.spent funding.category.training.budget funding.category.training.spent
funding.category.books.budget funding.category.books.spent funding.category.equipment.budget
funding.category.equipment.spent funding.category.venue.budget funding.category.venue.spent
funding.category.lecture_pay.budget funding.category.lecture_pay.spent funding.category.awards.budget
funding.category.awards.spent funding.category.allocation.budget funding.category.allocation.spent
funding.category.other.budget funding.category.other.spent funding.ratio funding.per_member
"""


def test_the_catalogue_is_complete_and_in_order() -> None:
    assert list(CATALOGUE) == KEYS.split()


def test_every_figure_has_a_chinese_label_of_its_own_and_a_unit_unless_it_is_a_rate() -> None:
    labels = [definition.label for definition in CATALOGUE.values()]
    assert len(set(labels)) == len(labels)
    assert all(not label.isascii() for label in labels)
    for definition in CATALOGUE.values():
        assert (definition.unit == "") == (definition.kind is FigureKind.RATE), definition.key
