"""Every figure of one year and the whole committee by hand-written SQL on the bare driver: the other side of the pair.

It is written for speed and for the default rules: no online cap, no lecturing factor, memberships that do not overlap.
Rates come as pairs of numerator and denominator, hours, days and scores in thousandths, money in fen.
"""

from typing import Any, Final

TABLES: Final = """
CREATE TEMP TABLE scope AS
  WITH RECURSIVE down(id) AS (
    SELECT id FROM (SELECT id FROM organizations WHERE parent_id IS NULL AND deleted = 0 ORDER BY id LIMIT 1)
    UNION SELECT o.id FROM organizations o JOIN down ON o.parent_id = down.id WHERE o.deleted = 0)
  SELECT o.id, o.kind, o.name, o.founded_on, o.dissolved_on,
         CASE WHEN o.kind = 'group' THEN COALESCE(o.parent_id, o.id) ELSE o.id END AS branch
  FROM down JOIN organizations o ON o.id = down.id;
CREATE UNIQUE INDEX temp.scope_id ON scope (id);

CREATE TEMP TABLE held AS
  SELECT s.id, s.kind, s.organization_id, s.starts_on, s.days, s.delivery, s.discussion, s.lecturer, s.reflections,
         s.pass_mark, s.ends_on,
         COALESCE(s.hours, (SELECT SUM(t.hours) FROM sittings t WHERE t.session_id = s.id AND t.deleted = 0)) AS hours
  FROM sessions s
  WHERE s.deleted = 0 AND s.state = 'held' AND s.starts_on BETWEEN :first AND MIN(:last, :asof)
    AND s.organization_id IN (SELECT id FROM scope);
CREATE UNIQUE INDEX temp.held_id ON held (id);

CREATE TEMP TABLE kinds AS
  SELECT id AS session_id, kind FROM held
  UNION SELECT f.session_id, f.kind FROM session_further_kinds f JOIN held ON held.id = f.session_id
  WHERE f.deleted = 0;
CREATE INDEX temp.kinds_kind ON kinds (kind, session_id);

CREATE TEMP TABLE done AS
  SELECT h.organization_id AS branch, k.kind, h.starts_on, h.discussion FROM kinds k JOIN held h ON h.id = k.session_id
  WHERE k.kind IN (SELECT session_kind FROM duty_rules WHERE organization_kind = 'branch');
CREATE INDEX temp.done_branch ON done (branch, kind, starts_on, discussion);

CREATE TEMP TABLE counts AS
  SELECT a.session_id, COUNT(*) AS rows_all, SUM(a.status = 'present') AS present,
         SUM(a.status = 'observer') AS observers,
         SUM(CASE WHEN a.status IN ('present', 'observer', 'made_up') THEN a.hours END) AS own,
         SUM(a.status IN ('present', 'observer', 'made_up') AND a.hours IS NULL AND a.minutes IS NULL) AS plain
  FROM attendance a WHERE a.session_id IN (SELECT id FROM held) AND a.deleted = 0 GROUP BY a.session_id;
CREATE UNIQUE INDEX temp.counts_session ON counts (session_id);

CREATE TEMP TABLE derived AS
  SELECT m.person_id, m.session_id, m.hours FROM (
    SELECT a.person_id, a.session_id,
           MIN((a.minutes + 15) / 30 * 500,
               CASE WHEN h.days IS NULL
                    THEN 8000 * (1 + CAST(julianday(COALESCE(h.ends_on, h.starts_on)) - julianday(h.starts_on) AS INT))
                    ELSE h.days / 1000 * 8000
                         + CASE WHEN h.days % 1000 = 0 THEN 0 WHEN h.days % 1000 > 500 THEN 8000 ELSE 4000 END
               END) AS hours
    FROM attendance a JOIN held h ON h.id = a.session_id
    WHERE a.year = :year AND a.status IN ('present', 'observer', 'made_up') AND a.deleted = 0
      AND a.hours IS NULL AND a.minutes IS NOT NULL AND h.kind <> 'exam') m
  UNION ALL
  SELECT a.person_id, a.session_id, MAX(0, h.hours - missed.hours) - h.hours
  FROM (SELECT t.session_id, x.person_id, SUM(t.hours) AS hours
        FROM sitting_misses x JOIN sittings t ON t.id = x.sitting_id
        WHERE x.deleted = 0 AND t.deleted = 0 GROUP BY t.session_id, x.person_id) missed
  JOIN held h ON h.id = missed.session_id
  JOIN attendance a ON a.session_id = missed.session_id AND a.person_id = missed.person_id
  WHERE a.hours IS NULL AND a.minutes IS NULL AND a.deleted = 0
    AND a.status IN ('present', 'observer', 'made_up') AND h.kind <> 'exam' AND h.hours IS NOT NULL;

CREATE TEMP TABLE stages_by_person AS
  SELECT p.id AS person_id, p.category,
         MIN(CASE WHEN s.kind = 'activist' THEN s.reached_on END) AS activist,
         MIN(CASE WHEN s.kind = 'development_target' THEN s.reached_on END) AS development_target,
         MIN(CASE WHEN s.kind = 'probationary' THEN s.reached_on END) AS probationary,
         MIN(CASE WHEN s.kind = 'formal' THEN s.reached_on END) AS formal
  FROM people p LEFT JOIN stages s ON s.person_id = p.id AND s.deleted = 0
  WHERE p.deleted = 0 GROUP BY p.id;
UPDATE stages_by_person SET
  activist = CASE WHEN category = 'activist' THEN COALESCE(activist, '0001-01-01') ELSE activist END,
  development_target = CASE WHEN category = 'development_target' THEN COALESCE(development_target, '0001-01-01')
                            ELSE development_target END,
  formal = CASE WHEN category = 'formal' THEN COALESCE(formal, probationary, '0001-01-01') ELSE formal END,
  probationary = CASE WHEN category = 'probationary' THEN COALESCE(probationary, '0001-01-01') ELSE probationary END;
CREATE UNIQUE INDEX temp.stages_by_person_id ON stages_by_person (person_id);

CREATE TEMP TABLE belongs AS
  SELECT m.person_id, o.branch, o.id AS organization_id, s.formal,
         COALESCE(m.starts_on, s.probationary, '0001-01-01') AS first, COALESCE(m.ends_on, '9999-12-31') AS until,
         MIN(COALESCE(s.probationary, s.formal), COALESCE(s.formal, s.probationary)) AS since
  FROM memberships m JOIN stages_by_person s ON s.person_id = m.person_id JOIN scope o ON o.id = m.organization_id
  WHERE m.deleted = 0;

CREATE TEMP TABLE spans AS
  SELECT person_id, branch, MAX(first, since, :first) AS first, MIN(until, :after) AS until
  FROM belongs WHERE since IS NOT NULL AND MAX(first, since, :first) < MIN(until, :after);
CREATE INDEX temp.spans_person ON spans (person_id);

CREATE TEMP TABLE members AS SELECT person_id, branch FROM spans WHERE until = :after;
CREATE UNIQUE INDEX temp.members_person ON members (person_id);

CREATE TEMP TABLE leaders AS
  WITH posts AS (
    SELECT s.person_id, MAX(s.first, COALESCE(a.starts_on, '0001-01-01')) AS first,
           MIN(s.until, COALESCE(a.ends_on, '9999-12-31')) AS until
    FROM appointments a JOIN spans s ON s.person_id = a.person_id
    JOIN scope o ON o.id = a.organization_id AND o.kind <> 'group'
    WHERE a.deleted = 0 AND a.post IN ('secretary', 'deputy_secretary', 'committee_member')),
  reach AS (
    SELECT person_id, first, until,
           MAX(until) OVER (PARTITION BY person_id ORDER BY first, until
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM posts WHERE first < until)
  SELECT r.person_id
  FROM (SELECT person_id, SUM(MAX(0, julianday(until) - MAX(julianday(first), COALESCE(julianday(reached), 0)))) AS days
        FROM reach GROUP BY person_id) r
  JOIN (SELECT person_id, SUM(julianday(until) - julianday(first)) AS days FROM spans GROUP BY person_id) d
    ON d.person_id = r.person_id
  WHERE 2 * r.days > d.days;

CREATE TEMP TABLE earned AS
  SELECT person_id, SUM(hours) AS hours FROM (
    SELECT a.person_id, SUM(COALESCE(a.hours, h.hours, 0)) AS hours
    FROM attendance a JOIN held h ON h.id = a.session_id
    WHERE a.year = :year AND a.status IN ('present', 'observer', 'made_up') AND a.deleted = 0 AND h.kind <> 'exam'
      AND (a.hours IS NOT NULL OR a.minutes IS NULL)
    GROUP BY a.person_id
    UNION ALL SELECT person_id, hours FROM derived)
  GROUP BY person_id;
CREATE UNIQUE INDEX temp.earned_person ON earned (person_id);
"""

NAMES: Final = ("scope", "held", "kinds", "counts", "derived", "stages_by_person", "belongs", "spans", "members")
NAMES_OF_HOURS: Final = ("leaders", "earned", "done")

# One row each: the columns are the figures named beside it.
ROWS: Final = (
    (
        "org.committees org.general_branches org.branches org.groups",
        """SELECT SUM(kind = 'committee'), SUM(kind = 'general_branch'), SUM(kind = 'branch'), SUM(kind = 'group')
        FROM scope WHERE COALESCE(founded_on, '') <= :last AND (dissolved_on IS NULL OR dissolved_on > :last)""",
    ),
    (
        "people.formal people.probationary people.development_targets people.activists",
        """SELECT SUM(stage = 4), SUM(stage = 3), SUM(stage = 2), SUM(stage = 1) FROM (
          SELECT CASE WHEN s.formal <= :last THEN 4 WHEN s.probationary <= :last THEN 3
                      WHEN s.development_target <= :last THEN 2 WHEN s.activist <= :last THEN 1 END AS stage
          FROM belongs b JOIN stages_by_person s ON s.person_id = b.person_id
          WHERE b.first <= :last AND b.until > :last)""",
    ),
    ("people.members", "SELECT COUNT(*) FROM members"),
    (
        "first_topic.projects first_topic.measures first_topic.measures_done",
        """SELECT COUNT(DISTINCT p.id), COUNT(m.id),
          SUM(m.state = 'done' AND COALESCE(m.completed_on, '') <= :last)
        FROM follow_up_projects p LEFT JOIN follow_up_measures m ON m.project_id = p.id AND m.deleted = 0
        WHERE p.deleted = 0 AND p.decided_on BETWEEN :first AND :last""",
    ),
    (
        "center_group.discussions center_group.days center_group.reflections",
        """SELECT SUM(discussion), SUM(days), SUM(reflections)
        FROM kinds k JOIN held h ON h.id = k.session_id WHERE k.kind = 'center_group'""",
    ),
    (
        "reading_class.days",
        "SELECT SUM(h.days) FROM kinds k JOIN held h ON h.id = k.session_id WHERE k.kind = 'reading_class'",
    ),
    (
        "training.online training.offline training.days",
        """SELECT SUM(h.delivery = 'online'), SUM(h.delivery = 'offline'), SUM(h.days)
        FROM kinds k JOIN held h ON h.id = k.session_id WHERE k.kind = 'training_class'""",
    ),
    (
        "first_topic.items center_group.items",
        """SELECT SUM(k.kind = 'first_topic'), SUM(k.kind = 'center_group')
        FROM kinds k JOIN study_items i ON i.session_id = k.session_id AND i.deleted = 0
        WHERE k.kind IN ('first_topic', 'center_group')""",
    ),
    (
        "three_meetings.sessions",
        """SELECT COUNT(DISTINCT session_id) FROM kinds
        WHERE kind IN ('branch_congress', 'branch_committee', 'group_meeting', 'party_lecture')""",
    ),
    (
        "party_lecture.by_secretary",
        """WITH given AS (
          SELECT h.id, h.starts_on, TRIM(substr(h.lecturer, 1, instr(h.lecturer || '（', '（') - 1)) AS name,
                 rtrim(substr(h.lecturer, instr(h.lecturer || '（', '（') + 1), '）') AS number
          FROM kinds k JOIN held h ON h.id = k.session_id WHERE k.kind = 'party_lecture' AND h.lecturer <> '')
        SELECT COUNT(DISTINCT g.id) FROM given g
        CROSS JOIN people p ON p.name = g.name AND p.deleted = 0
        CROSS JOIN appointments a ON a.person_id = p.id AND a.deleted = 0 AND a.post = 'secretary'
          AND COALESCE(a.starts_on, '') <= g.starts_on AND COALESCE(a.ends_on, '9999-12-31') > g.starts_on
        WHERE CASE WHEN g.number <> '' THEN p.number = g.number
                   WHEN (SELECT COUNT(*) FROM people n WHERE n.name = g.name AND n.deleted = 0) = 1 THEN 1
                   ELSE EXISTS (SELECT 1 FROM attendance t
                                WHERE t.session_id = g.id AND t.person_id = p.id AND t.deleted = 0) END""",
    ),
    (
        "attendance.expected attendance.present",
        "SELECT SUM(rows_all - observers), SUM(present) FROM counts",
    ),
    (
        "training.people",
        """SELECT COUNT(DISTINCT a.person_id) FROM kinds k JOIN attendance a ON a.session_id = k.session_id
        WHERE k.kind = 'training_class' AND a.status IN ('present', 'observer') AND a.deleted = 0""",
    ),
    (
        "training.coverage",
        """SELECT COUNT(DISTINCT a.person_id) FROM kinds k CROSS JOIN attendance a ON a.session_id = k.session_id
        WHERE k.kind IN ('training_class', 'reading_class', 'lecture') AND a.deleted = 0
          AND a.status IN ('present', 'observer', 'made_up') AND a.person_id IN (SELECT person_id FROM members)""",
    ),
    (
        "site_visit.branches",
        """SELECT COUNT(*) FROM (
          SELECT o.id FROM kinds k JOIN held h ON h.id = k.session_id
          JOIN scope o ON o.id = h.organization_id AND o.kind = 'branch' WHERE k.kind = 'site_visit'
          UNION
          SELECT s.branch FROM kinds k CROSS JOIN held h ON h.id = k.session_id
          CROSS JOIN attendance a ON a.session_id = h.id CROSS JOIN spans s ON s.person_id = a.person_id
          JOIN scope o ON o.id = s.branch AND o.kind = 'branch'
          WHERE k.kind = 'site_visit' AND a.status IN ('present', 'observer') AND a.deleted = 0
            AND s.first <= h.starts_on AND s.until > h.starts_on)""",
    ),
    (
        "center_group.speeches reading_class.keynote_speeches reading_class.exchange_speeches",
        """SELECT SUM(k.kind = 'center_group'), SUM(k.kind = 'reading_class' AND a.speech = 'keynote'),
          SUM(k.kind = 'reading_class' AND a.speech = 'exchange')
        FROM kinds k CROSS JOIN attendance a ON a.session_id = k.session_id
        WHERE k.kind IN ('center_group', 'reading_class') AND a.speech IS NOT NULL AND a.deleted = 0""",
    ),
    (
        "exam.person_times exam.average exam.judged exam.passed",
        """SELECT COUNT(a.score), SUM(a.score), COUNT(h.pass_mark), SUM(a.score >= h.pass_mark)
        FROM kinds k CROSS JOIN held h ON h.id = k.session_id CROSS JOIN attendance a ON a.session_id = h.id
        WHERE k.kind = 'exam' AND a.score IS NOT NULL AND a.deleted = 0""",
    ),
    (
        "online_study.hours",
        """SELECT COALESCE(SUM(COALESCE(c.own, 0) + COALESCE(h.hours, 0) * c.plain), 0)
          + (SELECT COALESCE(SUM(d.hours), 0) FROM derived d JOIN kinds x ON x.session_id = d.session_id
             WHERE x.kind = 'online_study')
        FROM kinds k JOIN held h ON h.id = k.session_id JOIN counts c ON c.session_id = k.session_id
        WHERE k.kind = 'online_study' AND h.kind <> 'exam'""",
    ),
    (
        "materials.books materials.briefs materials.posters materials.articles materials.article_reads",
        """SELECT SUM(quantity) FILTER (WHERE kind = 'book'), SUM(quantity) FILTER (WHERE kind = 'brief'),
          SUM(quantity) FILTER (WHERE kind = 'poster'), SUM(quantity) FILTER (WHERE kind = 'article'),
          SUM(reads) FILTER (WHERE kind = 'article')
        FROM materials WHERE deleted = 0 AND issued_on BETWEEN :first AND :last""",
    ),
    (
        "study_app.average study_app.scored study_app.below",
        """SELECT SUM(score), COUNT(*), SUM(score < :threshold * 1000) FROM (
          SELECT s.score, MAX(s.scored_on) FROM members m CROSS JOIN study_app_scores s ON s.person_id = m.person_id
          WHERE s.deleted = 0 AND s.scored_on BETWEEN :first AND :last GROUP BY m.person_id)""",
    ),
    (
        "plan.items plan.done",
        """SELECT COUNT(*), SUM(i.state = 'done' OR MAX(1, COALESCE(i.times, 1)) <= (
            SELECT COUNT(*) FROM plan_item_sessions l JOIN sessions s ON s.id = l.session_id
            WHERE l.plan_item_id = i.id AND l.deleted = 0 AND s.deleted = 0 AND s.state = 'held'
              AND s.starts_on <= :asof))
        FROM plans p JOIN plan_items i ON i.plan_id = p.id
        WHERE p.year = :year AND p.deleted = 0 AND i.deleted = 0""",
    ),
    (
        "problems.open problems.closed",
        """SELECT COUNT(*) - SUM(state = 'closed' AND COALESCE(completed_on, '') <= :last),
          SUM(state = 'closed' AND COALESCE(completed_on, '') <= :last)
        FROM shortcomings WHERE year = :year AND deleted = 0""",
    ),
    (
        "certification.secretaries certification.asked",
        """SELECT COUNT(*) FILTER (WHERE person_id IN (
            SELECT person_id FROM certificates
            WHERE deleted = 0 AND obtained_on <= :last AND COALESCE(valid_until, '9999-12-31') >= :last)), COUNT(*)
        FROM (SELECT DISTINCT a.person_id FROM appointments a JOIN scope o ON o.id = a.organization_id
              WHERE o.kind = 'branch' AND a.deleted = 0 AND a.post = 'secretary'
                AND COALESCE(a.starts_on, '') <= :last AND COALESCE(a.ends_on, '9999-12-31') > :last)""",
    ),
    ("funding.payroll", "SELECT SUM(amount_fen) FROM payrolls WHERE year = :year AND deleted = 0"),
    (
        "funding.budget funding.party_work",
        """SELECT SUM(b.amount_fen), SUM(b.amount_fen) FILTER (WHERE f.code = 'party_work')
        FROM budget_lines b JOIN fund_sources f ON f.id = b.fund_source_id WHERE b.year = :year AND b.deleted = 0""",
    ),
    (
        "funding.spent funding.allocated",
        """SELECT SUM(amount_fen) FILTER (WHERE category <> 'allocation'),
          SUM(amount_fen) FILTER (WHERE category = 'allocation')
        FROM expenses WHERE deleted = 0 AND state = 'reimbursed' AND spent_on BETWEEN :first AND :last""",
    ),
    (
        "duties.required duties.held",
        """WITH RECURSIVE months(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM months WHERE n < 11),
        lengths(period, length) AS (VALUES ('month', 1), ('quarter', 3), ('half_year', 6), ('year', 12)),
        owed AS (
          SELECT r.session_kind, r.required, r.minimum_formal, r.discussion_only, o.id AS branch,
                 date(:first, '+' || m.n || ' months') AS first,
                 date(:first, '+' || (m.n + l.length) || ' months') AS until
          FROM duty_rules r JOIN lengths l ON l.period = r.period JOIN months m ON m.n % l.length = 0
          JOIN scope o ON o.kind = 'branch'
          WHERE r.deleted = 0 AND r.organization_kind = 'branch' AND r.valid_from IS NULL AND r.valid_to IS NULL
            AND COALESCE(o.founded_on, '') <= date(:first, '+' || m.n || ' months')
            AND COALESCE(o.dissolved_on, '9999-12-31') >= date(:first, '+' || (m.n + l.length) || ' months')),
        formal AS (
          SELECT b.branch, w.first, COUNT(*) AS people FROM (SELECT DISTINCT first FROM owed WHERE minimum_formal > 0) w
          JOIN belongs b ON b.formal <= w.first AND b.first <= w.first AND b.until > w.first
          GROUP BY b.branch, w.first)
        SELECT SUM(required), SUM(MIN(required, held)) FROM (
          SELECT w.required, (SELECT COUNT(*) FROM done d WHERE d.branch = w.branch AND d.kind = w.session_kind
                              AND d.starts_on >= w.first AND d.starts_on < w.until
                              AND (d.discussion OR NOT w.discussion_only)) AS held
          FROM owed w LEFT JOIN formal f ON f.branch = w.branch AND f.first = w.first
          WHERE w.minimum_formal = 0 OR f.people >= w.minimum_formal)""",
    ),
)

# Several rows each: the key's middle part, then its figures.
GROUPS: Final = (
    ("{}.sessions", "SELECT kind, COUNT(*) FROM kinds GROUP BY kind"),
    (
        "{}.person_times",
        """SELECT k.kind, SUM(c.present + c.observers) FROM kinds k JOIN counts c ON c.session_id = k.session_id
        WHERE k.kind IN ('training_class', 'lecture', 'site_visit') GROUP BY k.kind""",
    ),
    (
        "topics.{}.sessions topics.{}.hours",
        """SELECT t.topic, COUNT(*), SUM(CASE WHEN h.kind <> 'exam'
            THEN COALESCE(c.own, 0) + COALESCE(h.hours, 0) * COALESCE(c.plain, 0) + COALESCE(d.hours, 0) ELSE 0 END)
        FROM session_topics t JOIN held h ON h.id = t.session_id
        LEFT JOIN counts c ON c.session_id = h.id
        LEFT JOIN (SELECT session_id, SUM(hours) AS hours FROM derived GROUP BY session_id) d ON d.session_id = h.id
        WHERE t.deleted = 0 GROUP BY t.topic""",
    ),
    (
        "hours.{}.people hours.{}.met hours.{}.average",
        """SELECT class, COUNT(*), SUM(hours >= CASE WHEN days = year_days THEN whole
              ELSE MAX(500, CAST(whole / 500 * days / year_days + 0.5 AS INT) * 500) END), SUM(hours)
        FROM (
          SELECT CASE WHEN l.person_id IS NULL THEN 'members' ELSE 'leaders' END AS class,
                 CASE WHEN l.person_id IS NULL THEN 32000 ELSE 56000 END AS whole,
                 COALESCE(e.hours, 0) AS hours, d.days, julianday(:after) - julianday(:first) AS year_days
          FROM members m
          JOIN (SELECT person_id, SUM(julianday(until) - julianday(first)) AS days FROM spans GROUP BY person_id) d
            ON d.person_id = m.person_id
          LEFT JOIN leaders l ON l.person_id = m.person_id LEFT JOIN earned e ON e.person_id = m.person_id
          WHERE NOT EXISTS (SELECT 1 FROM exemptions x WHERE x.person_id = m.person_id AND x.deleted = 0
            AND COALESCE(x.starts_on, '') <= :last AND COALESCE(x.ends_on, '9999-12-31') > :last))
        GROUP BY class""",
    ),
    (
        "funding.source.{}.budget",
        """SELECT f.code, SUM(b.amount_fen) FROM budget_lines b JOIN fund_sources f ON f.id = b.fund_source_id
        WHERE b.year = :year AND b.deleted = 0 GROUP BY f.code""",
    ),
    (
        "funding.source.{}.spent",
        """SELECT f.code, SUM(e.amount_fen) FROM expenses e JOIN fund_sources f ON f.id = e.fund_source_id
        WHERE e.deleted = 0 AND e.state = 'reimbursed' AND e.category <> 'allocation'
          AND e.spent_on BETWEEN :first AND :last GROUP BY f.code""",
    ),
    (
        "funding.category.{}.budget",
        "SELECT category, SUM(amount_fen) FROM budget_lines WHERE year = :year AND deleted = 0 GROUP BY category",
    ),
    (
        "funding.category.{}.spent",
        """SELECT category, SUM(amount_fen) FROM expenses WHERE deleted = 0 AND state = 'reimbursed'
          AND category <> 'allocation' AND spent_on BETWEEN :first AND :last GROUP BY category""",
    ),
)


def figures_by_hand(connection: Any, year: int, asof: str, threshold: str) -> dict[str, int]:
    """Answer everything for one year on an open connection of the driver; what is zero may be left out."""
    facts = {
        "year": year,
        "first": f"{year}-01-01",
        "last": f"{year}-12-31",
        "after": f"{year + 1}-01-01",
        "asof": asof,
        "threshold": threshold,
    }
    for name in (*NAMES, *NAMES_OF_HOURS):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    for statement in TABLES.split(";"):
        connection.execute(statement, facts)
    found: dict[str, int] = {}
    for keys, query in ROWS:
        found |= zip(keys.split(), connection.execute(query, facts).fetchone(), strict=True)
    for keys, query in GROUPS:
        for name, *values in connection.execute(query, facts):
            found |= zip(keys.format(*[name] * len(values)).split(), values, strict=True)
    return {key: value or 0 for key, value in found.items()}
