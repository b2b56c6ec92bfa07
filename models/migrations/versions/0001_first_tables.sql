CREATE TABLE campaigns (
	id BLOB NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_campaigns PRIMARY KEY (id)
);

CREATE TABLE duty_rules (
	id BLOB NOT NULL, 
	organization_kind VARCHAR(40) NOT NULL, 
	session_kind VARCHAR(40) NOT NULL, 
	required INTEGER NOT NULL, 
	period VARCHAR(40) NOT NULL, 
	minimum_formal INTEGER DEFAULT '0' NOT NULL, 
	discussion_only BOOLEAN DEFAULT 0 NOT NULL, 
	basis VARCHAR(300) DEFAULT '' NOT NULL, 
	clause VARCHAR(80) DEFAULT '' NOT NULL, 
	own BOOLEAN DEFAULT 0 NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_duty_rules PRIMARY KEY (id), 
	CONSTRAINT ck_duty_rules_organization_kind CHECK (organization_kind IN ('committee', 'general_branch', 'branch', 'group')), 
	CONSTRAINT ck_duty_rules_session_kind CHECK (session_kind IN ('first_topic', 'center_group', 'branch_congress', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'reading_class', 'training_class', 'lecture', 'site_visit', 'organization_life', 'democratic_appraisal', 'online_study', 'exam', 'other')), 
	CONSTRAINT ck_duty_rules_period CHECK (period IN ('month', 'quarter', 'half_year', 'year'))
);

CREATE TABLE fund_sources (
	id BLOB NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_fund_sources PRIMARY KEY (id), 
	CONSTRAINT ck_fund_sources_code CHECK (code IN ('party_work', 'kept_dues', 'superior', 'staff_education', 'other'))
);

CREATE TABLE organizations (
	id BLOB NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	parent_id BLOB, 
	founded_on DATE, 
	dissolved_on DATE, 
	term_ends_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_organizations PRIMARY KEY (id), 
	CONSTRAINT ck_organizations_not_its_own_parent CHECK (parent_id IS NULL OR parent_id <> id), 
	CONSTRAINT ck_organizations_kind CHECK (kind IN ('committee', 'general_branch', 'branch', 'group')), 
	CONSTRAINT fk_organizations_parent_id_organizations FOREIGN KEY(parent_id) REFERENCES organizations (id)
);

CREATE INDEX ix_organizations_parent_id ON organizations (parent_id);

CREATE TABLE payrolls (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_payrolls PRIMARY KEY (id), 
	CONSTRAINT ck_payrolls_amount_fen_not_negative CHECK (amount_fen >= 0)
);

CREATE INDEX ix_payrolls_year ON payrolls (year);

CREATE TABLE people (
	id BLOB NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	gender VARCHAR(40), 
	ethnicity VARCHAR(40) DEFAULT '' NOT NULL, 
	born_on DATE, 
	identity_number VARCHAR(18) DEFAULT '' NOT NULL, 
	education VARCHAR(40) DEFAULT '' NOT NULL, 
	category VARCHAR(40) NOT NULL, 
	administrative_post VARCHAR(80) DEFAULT '' NOT NULL, 
	rank VARCHAR(40), 
	phone VARCHAR(40) DEFAULT '' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT ck_people_gender CHECK (gender IN ('male', 'female')), 
	CONSTRAINT ck_people_category CHECK (category IN ('activist', 'development_target', 'probationary', 'formal')), 
	CONSTRAINT ck_people_rank CHECK (rank IN ('executive', 'middle_manager', 'staff'))
);

CREATE INDEX ix_people_name ON people (name);

CREATE INDEX ix_people_number ON people (number);

CREATE TABLE rules (
	id BLOB NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	value VARCHAR NOT NULL, 
	basis VARCHAR(300) DEFAULT '' NOT NULL, 
	clause VARCHAR(80) DEFAULT '' NOT NULL, 
	own BOOLEAN DEFAULT 0 NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_rules PRIMARY KEY (id)
);

CREATE INDEX ix_rules_key ON rules ("key");

CREATE TABLE shortcomings (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	problem VARCHAR NOT NULL, 
	responsible_unit VARCHAR(200) DEFAULT '' NOT NULL, 
	deadline VARCHAR(80) DEFAULT '' NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	completed_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_shortcomings PRIMARY KEY (id), 
	CONSTRAINT ck_shortcomings_state CHECK (state IN ('open', 'in_progress', 'closed'))
);

CREATE INDEX ix_shortcomings_year ON shortcomings (year);

CREATE TABLE appointments (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	organization_id BLOB NOT NULL, 
	post VARCHAR(40) NOT NULL, 
	portfolio VARCHAR(40) DEFAULT '' NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_appointments PRIMARY KEY (id), 
	CONSTRAINT fk_appointments_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_appointments_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT ck_appointments_post CHECK (post IN ('secretary', 'deputy_secretary', 'committee_member', 'group_leader', 'party_worker', 'propagandist'))
);

CREATE INDEX ix_appointments_organization_id ON appointments (organization_id);

CREATE INDEX ix_appointments_person_id ON appointments (person_id);

CREATE TABLE budget_lines (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	fund_source_id BLOB NOT NULL, 
	category VARCHAR(40) NOT NULL, 
	organization_id BLOB, 
	amount_fen INTEGER NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_budget_lines PRIMARY KEY (id), 
	CONSTRAINT ck_budget_lines_amount_fen_not_negative CHECK (amount_fen >= 0), 
	CONSTRAINT fk_budget_lines_fund_source_id_fund_sources FOREIGN KEY(fund_source_id) REFERENCES fund_sources (id), 
	CONSTRAINT ck_budget_lines_category CHECK (category IN ('training', 'books', 'equipment', 'venue', 'lecture_pay', 'awards', 'allocation', 'other')), 
	CONSTRAINT fk_budget_lines_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id)
);

CREATE INDEX ix_budget_lines_year ON budget_lines (year);

CREATE TABLE certificates (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	obtained_on DATE NOT NULL, 
	valid_until DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_certificates PRIMARY KEY (id), 
	CONSTRAINT fk_certificates_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_certificates_person_id ON certificates (person_id);

CREATE TABLE document_texts (
	id BLOB NOT NULL, 
	document_kind VARCHAR(40) NOT NULL, 
	section VARCHAR(80) NOT NULL, 
	year INTEGER NOT NULL, 
	organization_id BLOB, 
	content VARCHAR NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_document_texts PRIMARY KEY (id), 
	CONSTRAINT fk_document_texts_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id)
);

CREATE TABLE exclusions (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	approved_by VARCHAR(200) DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_exclusions PRIMARY KEY (id), 
	CONSTRAINT fk_exclusions_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_exclusions_person_id ON exclusions (person_id);

CREATE TABLE exemptions (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	approved_by VARCHAR(200) DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_exemptions PRIMARY KEY (id), 
	CONSTRAINT fk_exemptions_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_exemptions_person_id ON exemptions (person_id);

CREATE TABLE materials (
	id BLOB NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	issued_on DATE NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR(300) DEFAULT '' NOT NULL, 
	quantity INTEGER NOT NULL, 
	reads INTEGER, 
	organization_id BLOB, 
	campaign_id BLOB, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_materials PRIMARY KEY (id), 
	CONSTRAINT ck_materials_quantity_not_negative CHECK (quantity >= 0), 
	CONSTRAINT ck_materials_reads_not_negative CHECK (reads >= 0), 
	CONSTRAINT ck_materials_kind CHECK (kind IN ('book', 'brief', 'poster', 'article')), 
	CONSTRAINT fk_materials_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_materials_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);

CREATE INDEX ix_materials_issued_on ON materials (issued_on);

CREATE TABLE memberships (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	organization_id BLOB NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	source VARCHAR(200) DEFAULT '' NOT NULL, 
	destination VARCHAR(200) DEFAULT '' NOT NULL, 
	reason VARCHAR(200) DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_memberships PRIMARY KEY (id), 
	CONSTRAINT fk_memberships_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_memberships_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id)
);

CREATE INDEX ix_memberships_organization_id ON memberships (organization_id);

CREATE INDEX ix_memberships_person_id ON memberships (person_id);

CREATE TABLE plans (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	level VARCHAR(40), 
	organization_id BLOB, 
	campaign_id BLOB, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id), 
	CONSTRAINT ck_plans_level CHECK (level IN ('committee', 'branch')), 
	CONSTRAINT fk_plans_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_plans_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);

CREATE INDEX ix_plans_year ON plans (year);

CREATE TABLE sessions (
	id BLOB NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	organization_id BLOB NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	days INTEGER, 
	hours INTEGER, 
	delivery VARCHAR(40), 
	discussion BOOLEAN DEFAULT 0 NOT NULL, 
	lecturer VARCHAR(200) DEFAULT '' NOT NULL, 
	host VARCHAR(80) DEFAULT '' NOT NULL, 
	recorder VARCHAR(80) DEFAULT '' NOT NULL, 
	place VARCHAR(200) DEFAULT '' NOT NULL, 
	campaign_id BLOB, 
	reflections INTEGER, 
	pass_mark INTEGER, 
	state VARCHAR(40) NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_sessions PRIMARY KEY (id), 
	CONSTRAINT ck_sessions_ends_after_start CHECK (ends_on IS NULL OR ends_on >= starts_on), 
	CONSTRAINT ck_sessions_days_not_negative CHECK (days >= 0), 
	CONSTRAINT ck_sessions_hours_not_negative CHECK (hours >= 0), 
	CONSTRAINT ck_sessions_reflections_not_negative CHECK (reflections >= 0), 
	CONSTRAINT ck_sessions_kind CHECK (kind IN ('first_topic', 'center_group', 'branch_congress', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'reading_class', 'training_class', 'lecture', 'site_visit', 'organization_life', 'democratic_appraisal', 'online_study', 'exam', 'other')), 
	CONSTRAINT fk_sessions_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT ck_sessions_delivery CHECK (delivery IN ('online', 'offline')), 
	CONSTRAINT fk_sessions_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT ck_sessions_state CHECK (state IN ('held', 'planned', 'cancelled', 'draft'))
);

CREATE INDEX ix_sessions_campaign_id ON sessions (campaign_id);

CREATE INDEX ix_sessions_number ON sessions (number);

CREATE INDEX ix_sessions_organization_id ON sessions (organization_id);

CREATE INDEX ix_sessions_starts_on ON sessions (starts_on);

CREATE TABLE shortcoming_measures (
	id BLOB NOT NULL, 
	shortcoming_id BLOB NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	content VARCHAR NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_shortcoming_measures PRIMARY KEY (id), 
	CONSTRAINT fk_shortcoming_measures_shortcoming_id_shortcomings FOREIGN KEY(shortcoming_id) REFERENCES shortcomings (id)
);

CREATE INDEX ix_shortcoming_measures_shortcoming_id ON shortcoming_measures (shortcoming_id);

CREATE TABLE stages (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	reached_on DATE NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_stages PRIMARY KEY (id), 
	CONSTRAINT fk_stages_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT ck_stages_kind CHECK (kind IN ('activist', 'development_target', 'probationary', 'formal'))
);

CREATE INDEX ix_stages_person_id ON stages (person_id);

CREATE TABLE study_app_scores (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	scored_on DATE NOT NULL, 
	score INTEGER NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_study_app_scores PRIMARY KEY (id), 
	CONSTRAINT ck_study_app_scores_score_not_negative CHECK (score >= 0), 
	CONSTRAINT fk_study_app_scores_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_study_app_scores_person_id_scored_on ON study_app_scores (person_id, scored_on);

CREATE TABLE attendance (
	session_id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	leave_reason VARCHAR(200) DEFAULT '' NOT NULL, 
	approved_by VARCHAR(80) DEFAULT '' NOT NULL, 
	made_up_on DATE, 
	made_up_how VARCHAR(200) DEFAULT '' NOT NULL, 
	minutes INTEGER, 
	hours INTEGER, 
	speech VARCHAR(40), 
	score INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_attendance PRIMARY KEY (session_id, person_id), 
	CONSTRAINT ck_attendance_minutes_not_negative CHECK (minutes >= 0), 
	CONSTRAINT ck_attendance_hours_not_negative CHECK (hours >= 0), 
	CONSTRAINT fk_attendance_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT fk_attendance_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT ck_attendance_status CHECK (status IN ('present', 'leave', 'absent', 'made_up', 'observer')), 
	CONSTRAINT ck_attendance_speech CHECK (speech IN ('keynote', 'exchange'))
)
 WITHOUT ROWID;

CREATE INDEX ix_attendance_hours ON attendance (year, person_id, status, session_id, hours, minutes, deleted);

CREATE INDEX ix_attendance_person_id ON attendance (person_id);

CREATE TABLE expenses (
	id BLOB NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	spent_on DATE NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	fund_source_id BLOB NOT NULL, 
	category VARCHAR(40) NOT NULL, 
	summary VARCHAR(300) NOT NULL, 
	organization_id BLOB, 
	session_id BLOB, 
	voucher VARCHAR(80) DEFAULT '' NOT NULL, 
	payee VARCHAR(200) DEFAULT '' NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_expenses PRIMARY KEY (id), 
	CONSTRAINT ck_expenses_amount_fen_not_negative CHECK (amount_fen >= 0), 
	CONSTRAINT fk_expenses_fund_source_id_fund_sources FOREIGN KEY(fund_source_id) REFERENCES fund_sources (id), 
	CONSTRAINT ck_expenses_category CHECK (category IN ('training', 'books', 'equipment', 'venue', 'lecture_pay', 'awards', 'allocation', 'other')), 
	CONSTRAINT fk_expenses_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_expenses_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT ck_expenses_state CHECK (state IN ('draft', 'reimbursed', 'void'))
);

CREATE INDEX ix_expenses_session_id ON expenses (session_id);

CREATE INDEX ix_expenses_spent_on ON expenses (spent_on);

CREATE TABLE follow_up_projects (
	id BLOB NOT NULL, 
	session_id BLOB, 
	name VARCHAR(300) NOT NULL, 
	decided_on DATE NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_follow_up_projects PRIMARY KEY (id), 
	CONSTRAINT fk_follow_up_projects_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id)
);

CREATE INDEX ix_follow_up_projects_session_id ON follow_up_projects (session_id);

CREATE TABLE plan_items (
	id BLOB NOT NULL, 
	plan_id BLOB NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	title VARCHAR(500) NOT NULL, 
	kind VARCHAR(80) DEFAULT '' NOT NULL, 
	audience VARCHAR(200) DEFAULT '' NOT NULL, 
	deadline VARCHAR(80) DEFAULT '' NOT NULL, 
	times INTEGER, 
	hours INTEGER, 
	budget_fen INTEGER, 
	responsible_unit VARCHAR(200) DEFAULT '' NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_plan_items PRIMARY KEY (id), 
	CONSTRAINT ck_plan_items_times_not_negative CHECK (times >= 0), 
	CONSTRAINT ck_plan_items_hours_not_negative CHECK (hours >= 0), 
	CONSTRAINT ck_plan_items_budget_fen_not_negative CHECK (budget_fen >= 0), 
	CONSTRAINT fk_plan_items_plan_id_plans FOREIGN KEY(plan_id) REFERENCES plans (id), 
	CONSTRAINT ck_plan_items_state CHECK (state IN ('not_started', 'in_progress', 'done'))
);

CREATE INDEX ix_plan_items_plan_id ON plan_items (plan_id);

CREATE TABLE session_further_kinds (
	session_id BLOB NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_session_further_kinds PRIMARY KEY (session_id, kind), 
	CONSTRAINT fk_session_further_kinds_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT ck_session_further_kinds_kind CHECK (kind IN ('first_topic', 'center_group', 'branch_congress', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'reading_class', 'training_class', 'lecture', 'site_visit', 'organization_life', 'democratic_appraisal', 'online_study', 'exam', 'other'))
)
 WITHOUT ROWID;

CREATE TABLE session_topics (
	session_id BLOB NOT NULL, 
	topic VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_session_topics PRIMARY KEY (session_id, topic), 
	CONSTRAINT fk_session_topics_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT ck_session_topics_topic CHECK (topic IN ('new_thought', 'political_theory', 'political_training', 'discipline', 'purpose', 'tradition', 'current_affairs', 'skills'))
)
 WITHOUT ROWID;

CREATE TABLE sittings (
	id BLOB NOT NULL, 
	session_id BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	held_on DATE NOT NULL, 
	part VARCHAR(40), 
	content VARCHAR(500) DEFAULT '' NOT NULL, 
	lecturer VARCHAR(200) DEFAULT '' NOT NULL, 
	hours INTEGER NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_sittings PRIMARY KEY (id), 
	CONSTRAINT ck_sittings_hours_not_negative CHECK (hours >= 0), 
	CONSTRAINT fk_sittings_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT ck_sittings_part CHECK (part IN ('morning', 'afternoon', 'evening'))
);

CREATE INDEX ix_sittings_session_id ON sittings (session_id);

CREATE TABLE study_items (
	id BLOB NOT NULL, 
	session_id BLOB NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR(500) NOT NULL, 
	source VARCHAR(200) DEFAULT '' NOT NULL, 
	dated_on DATE, 
	led_by VARCHAR(80) DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_study_items PRIMARY KEY (id), 
	CONSTRAINT fk_study_items_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id)
);

CREATE INDEX ix_study_items_session_id ON study_items (session_id);

CREATE TABLE follow_up_measures (
	id BLOB NOT NULL, 
	project_id BLOB NOT NULL, 
	number VARCHAR(40) DEFAULT '' NOT NULL, 
	content VARCHAR NOT NULL, 
	responsible_unit VARCHAR(200) DEFAULT '' NOT NULL, 
	responsible_person VARCHAR(80) DEFAULT '' NOT NULL, 
	deadline VARCHAR(80) DEFAULT '' NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	completed_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_follow_up_measures PRIMARY KEY (id), 
	CONSTRAINT fk_follow_up_measures_project_id_follow_up_projects FOREIGN KEY(project_id) REFERENCES follow_up_projects (id), 
	CONSTRAINT ck_follow_up_measures_state CHECK (state IN ('not_started', 'in_progress', 'done'))
);

CREATE INDEX ix_follow_up_measures_project_id ON follow_up_measures (project_id);

CREATE TABLE plan_item_sessions (
	plan_item_id BLOB NOT NULL, 
	session_id BLOB NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_plan_item_sessions PRIMARY KEY (plan_item_id, session_id), 
	CONSTRAINT fk_plan_item_sessions_plan_item_id_plan_items FOREIGN KEY(plan_item_id) REFERENCES plan_items (id), 
	CONSTRAINT fk_plan_item_sessions_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id)
)
 WITHOUT ROWID;

CREATE TABLE sitting_misses (
	sitting_id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	reason VARCHAR(200) DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_sitting_misses PRIMARY KEY (sitting_id, person_id), 
	CONSTRAINT fk_sitting_misses_sitting_id_sittings FOREIGN KEY(sitting_id) REFERENCES sittings (id), 
	CONSTRAINT fk_sitting_misses_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;
