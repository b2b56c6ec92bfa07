ALTER TABLE sessions ADD COLUMN cost_class VARCHAR(40)
	CONSTRAINT ck_sessions_cost_class CHECK (cost_class IN ('one', 'two', 'three'));

ALTER TABLE attendance ADD COLUMN reflections INTEGER;

ALTER TABLE expenses ADD COLUMN decision_number VARCHAR(80) DEFAULT '' NOT NULL;

ALTER TABLE expenses ADD COLUMN person_days INTEGER;

CREATE TABLE archive_rules (
	id BLOB NOT NULL, 
	session_kind VARCHAR(40) NOT NULL, 
	paper VARCHAR(40) NOT NULL, 
	basis VARCHAR(300) DEFAULT '' NOT NULL, 
	clause VARCHAR(80) DEFAULT '' NOT NULL, 
	own BOOLEAN DEFAULT 0 NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_archive_rules PRIMARY KEY (id), 
	CONSTRAINT ck_archive_rules_session_kind CHECK (session_kind IN ('first_topic', 'center_group', 'branch_congress', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'reading_class', 'training_class', 'lecture', 'site_visit', 'organization_life', 'democratic_appraisal', 'online_study', 'exam', 'other')), 
	CONSTRAINT ck_archive_rules_paper CHECK (paper IN ('scheme', 'notice', 'sign_in_sheet', 'record', 'outline', 'reflection', 'brief', 'photo', 'exam_paper', 'certificate', 'receipt', 'cost_list', 'approved_plan', 'pay_slip', 'other'))
);

CREATE TABLE attachment_contents (
	sha256 BLOB NOT NULL, 
	media_type VARCHAR(80) NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB, 
	thumbnail BLOB, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_attachment_contents PRIMARY KEY (sha256), 
	CONSTRAINT ck_attachment_contents_size_not_negative CHECK (size >= 0), 
	CONSTRAINT ck_attachment_contents_sha256_is_whole CHECK (length(sha256) = 32)
);

CREATE TABLE study_resources (
	id BLOB NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	title VARCHAR(40), 
	topic VARCHAR(40), 
	origin VARCHAR(200) DEFAULT '' NOT NULL, 
	phone VARCHAR(40) DEFAULT '' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_study_resources PRIMARY KEY (id), 
	CONSTRAINT ck_study_resources_kind CHECK (kind IN ('teacher', 'place', 'course', 'text')), 
	CONSTRAINT ck_study_resources_title CHECK (title IN ('associate_professor', 'professor', 'academician', 'other')), 
	CONSTRAINT ck_study_resources_topic CHECK (topic IN ('new_thought', 'political_theory', 'political_training', 'discipline', 'purpose', 'tradition', 'current_affairs', 'skills'))
);

CREATE TABLE targets (
	id BLOB NOT NULL, 
	from_year INTEGER NOT NULL, 
	to_year INTEGER NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	indicator VARCHAR(200) NOT NULL, 
	figure_key VARCHAR(80) DEFAULT '' NOT NULL, 
	target INTEGER, 
	yearly INTEGER, 
	at_most BOOLEAN DEFAULT 0 NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_targets PRIMARY KEY (id), 
	CONSTRAINT ck_targets_to_after_from CHECK (to_year >= from_year)
);

CREATE TABLE campaign_measures (
	id BLOB NOT NULL, 
	campaign_id BLOB NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	content VARCHAR NOT NULL, 
	responsible_unit VARCHAR(200) DEFAULT '' NOT NULL, 
	deadline VARCHAR(80) DEFAULT '' NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	completed_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_campaign_measures PRIMARY KEY (id), 
	CONSTRAINT fk_campaign_measures_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT ck_campaign_measures_state CHECK (state IN ('not_started', 'in_progress', 'done'))
);

CREATE INDEX ix_campaign_measures_campaign_id ON campaign_measures (campaign_id);

CREATE TABLE campaign_texts (
	id BLOB NOT NULL, 
	campaign_id BLOB NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_campaign_texts PRIMARY KEY (id), 
	CONSTRAINT fk_campaign_texts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);

CREATE INDEX ix_campaign_texts_campaign_id ON campaign_texts (campaign_id);

CREATE TABLE carry_overs (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	fund_source_id BLOB NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_carry_overs PRIMARY KEY (id), 
	CONSTRAINT ck_carry_overs_amount_fen_not_negative CHECK (amount_fen >= 0), 
	CONSTRAINT fk_carry_overs_fund_source_id_fund_sources FOREIGN KEY(fund_source_id) REFERENCES fund_sources (id)
);

CREATE INDEX ix_carry_overs_year ON carry_overs (year);

CREATE TABLE training_needs (
	id BLOB NOT NULL, 
	year INTEGER NOT NULL, 
	subject VARCHAR(300) NOT NULL, 
	topic VARCHAR(40), 
	audience VARCHAR(40), 
	organization_id BLOB, 
	votes INTEGER NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_training_needs PRIMARY KEY (id), 
	CONSTRAINT ck_training_needs_votes_not_negative CHECK (votes >= 0), 
	CONSTRAINT ck_training_needs_topic CHECK (topic IN ('new_thought', 'political_theory', 'political_training', 'discipline', 'purpose', 'tradition', 'current_affairs', 'skills')), 
	CONSTRAINT ck_training_needs_audience CHECK (audience IN ('executives', 'middle_managers', 'secretaries', 'committee_members', 'party_workers', 'members', 'new_members', 'development_targets', 'activists')), 
	CONSTRAINT fk_training_needs_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id)
);

CREATE INDEX ix_training_needs_year ON training_needs (year);

CREATE TABLE campaign_readings (
	text_id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	finished_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_campaign_readings PRIMARY KEY (text_id, person_id), 
	CONSTRAINT fk_campaign_readings_text_id_campaign_texts FOREIGN KEY(text_id) REFERENCES campaign_texts (id), 
	CONSTRAINT fk_campaign_readings_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE session_audiences (
	session_id BLOB NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_session_audiences PRIMARY KEY (session_id, audience), 
	CONSTRAINT fk_session_audiences_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT ck_session_audiences_audience CHECK (audience IN ('executives', 'middle_managers', 'secretaries', 'committee_members', 'party_workers', 'members', 'new_members', 'development_targets', 'activists'))
)
 WITHOUT ROWID;

CREATE TABLE session_resources (
	session_id BLOB NOT NULL, 
	resource_id BLOB NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_session_resources PRIMARY KEY (session_id, resource_id), 
	CONSTRAINT fk_session_resources_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT fk_session_resources_resource_id_study_resources FOREIGN KEY(resource_id) REFERENCES study_resources (id)
)
 WITHOUT ROWID;

CREATE TABLE attachments (
	id BLOB NOT NULL, 
	sha256 BLOB, 
	paper VARCHAR(40) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	session_id BLOB, 
	person_id BLOB, 
	expense_id BLOB, 
	added_on DATE NOT NULL, 
	kept_at VARCHAR(200) DEFAULT '' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_attachments PRIMARY KEY (id), 
	CONSTRAINT ck_attachments_hangs_on_one CHECK ((session_id IS NOT NULL) + (person_id IS NOT NULL) + (expense_id IS NOT NULL) = 1), 
	CONSTRAINT ck_attachments_file_or_place CHECK (sha256 IS NOT NULL OR kept_at <> ''), 
	CONSTRAINT fk_attachments_sha256_attachment_contents FOREIGN KEY(sha256) REFERENCES attachment_contents (sha256), 
	CONSTRAINT ck_attachments_paper CHECK (paper IN ('scheme', 'notice', 'sign_in_sheet', 'record', 'outline', 'reflection', 'brief', 'photo', 'exam_paper', 'certificate', 'receipt', 'cost_list', 'approved_plan', 'pay_slip', 'other')), 
	CONSTRAINT fk_attachments_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT fk_attachments_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_attachments_expense_id_expenses FOREIGN KEY(expense_id) REFERENCES expenses (id)
);

CREATE INDEX ix_attachments_expense_id ON attachments (expense_id);

CREATE INDEX ix_attachments_person_id ON attachments (person_id);

CREATE INDEX ix_attachments_session_id ON attachments (session_id);

CREATE INDEX ix_attachments_sha256 ON attachments (sha256);

CREATE TABLE lecture_pays (
	id BLOB NOT NULL, 
	session_id BLOB NOT NULL, 
	expense_id BLOB, 
	teacher VARCHAR(80) NOT NULL, 
	unit VARCHAR(200) DEFAULT '' NOT NULL, 
	title VARCHAR(40) NOT NULL, 
	outside BOOLEAN DEFAULT 0 NOT NULL, 
	approved_by VARCHAR(80) DEFAULT '' NOT NULL, 
	half_days INTEGER NOT NULL, 
	class_hours INTEGER NOT NULL, 
	after_tax_fen INTEGER NOT NULL, 
	before_tax_fen INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_lecture_pays PRIMARY KEY (id), 
	CONSTRAINT ck_lecture_pays_after_tax_fen_not_negative CHECK (after_tax_fen >= 0), 
	CONSTRAINT ck_lecture_pays_before_tax_fen_not_negative CHECK (before_tax_fen >= 0), 
	CONSTRAINT ck_lecture_pays_class_hours_not_negative CHECK (class_hours >= 0), 
	CONSTRAINT ck_lecture_pays_half_days_not_negative CHECK (half_days >= 0), 
	CONSTRAINT fk_lecture_pays_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT fk_lecture_pays_expense_id_expenses FOREIGN KEY(expense_id) REFERENCES expenses (id), 
	CONSTRAINT ck_lecture_pays_title CHECK (title IN ('associate_professor', 'professor', 'academician', 'other'))
);

CREATE INDEX ix_lecture_pays_expense_id ON lecture_pays (expense_id);

CREATE INDEX ix_lecture_pays_session_id ON lecture_pays (session_id);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'3ae003cccc9f8f86b3d72048353ed749', 'absence.warning_months', '"3"', '《中国共产党党员教育管理工作条例》', '第三十一条', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'715b60c413ae88fcad679f7548db5e75', 'absence.grave_months', '"6"', '《中国共产党党员教育管理工作条例》', '第三十一条', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'55354a87bb1a82ceb81a19d475333375', 'training.leader_classes', '"1"', '《2019－2023年全国党员教育培训工作规划》', '', 0, NULL, '2024-01-01', 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'ee96870358d280c785ed7fe54fb5505d', 'training.leader_classes', '"1"', '', '', 1, '2024-01-01', NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'237a47fc14a38554a58881aa0935b42e', 'training.new_secretary_months', '"6"', '《2019－2023年全国党员教育培训工作规划》', '', 0, NULL, '2024-01-01', 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'5b0581ce008b89c8bb55813144674d28', 'training.new_secretary_months', '"6"', '', '', 1, '2024-01-01', NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'f269268f70c48c54bea60bbe430eba30', 'training.new_member_months', '"12"', '《2019－2023年全国党员教育培训工作规划》', '', 0, NULL, '2024-01-01', 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'fa5c62f2826b8ae2b4e60fe3cdac11a9', 'training.new_member_months', '"12"', '', '', 1, '2024-01-01', NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'05aeebdcf9248414b06ba44afb957bec', 'training.development_target_days', '"3"', '《中国共产党发展党员工作细则》', '第十七条', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'cc78d8227b5a854d88aaa16f599668a8', 'training.development_target_hours', '"24"', '《中国共产党发展党员工作细则》', '第十七条', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'ced79c36715b83dfa5fed54c170997b3', 'training.secretary_lectures', '"1"', '', '', 1, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'c55e8d5e1405840bbcb937c12d89dc8f', 'certificate.reminder_months', '"3"', '', '', 1, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'208e327bfb648e618b08f9536e06c37d', 'lecture_pay.hours_per_half_day', '"4"', '财行〔2016〕540号', '', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'1c91a3b0ecad87418655fb79083a326e', 'lecture_pay.outside_factor', '"1.5"', '财行〔2016〕540号', '', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'17221a5316808f3f82d3a94fda0191f2', 'training_cost.full_days', '"30"', '财行〔2016〕540号', '', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'bd20eaeeeb6981c6b7dbef4153d6341b', 'training_cost.reduced_share', '"0.7"', '财行〔2016〕540号', '', 0, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'44f5f09fe421829da94013b53a92e1f6', 'attachments.largest_megabytes', '"20"', '', '', 1, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'22334924af048c1faa1a4cbce0b1b5c7', 'first_topic', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'097ee60e2d4c8b85a4c5ed51b8f712cd', 'first_topic', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'f09b0c91430485c7bef624ab4098ffa2', 'first_topic', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'a228242215d28d4c8ff72ef5f928ac64', 'center_group', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'5ea9992825828a39a252347fa6d47c84', 'center_group', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'673aedfb2cb385b9935049b8caf3ab22', 'center_group', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'6178e96548a486388a27cc010c70905b', 'center_group', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'37588b27be068c73a83cbec191a6389f', 'center_group', 'outline', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'69dfeed83dde83be8b83acb07f443131', 'center_group', 'reflection', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'98e65cc2b0938a25adcf02201f3ca683', 'center_group', 'brief', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'23c29c3eff9d8b0bbe874255cf31655a', 'branch_congress', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'89a7526d49248297affc5ddde74d53c9', 'branch_congress', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'4829448c7da08f349daeeaef74d74e4e', 'branch_congress', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'b12f2cd9d6ef8a5c9ef031941ebefe9d', 'branch_committee', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'd010793cd0478902b1fd026d2cdf8315', 'branch_committee', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'44e04ab2bf7f8cdab90a43e250321c1c', 'group_meeting', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'1fc9f9540c0f871db95a948aa9ce59c3', 'group_meeting', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'a7ab9a7de8fe8906904446a591e286c2', 'party_lecture', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'0f7baf2c50e784baa2519702e74f6dcb', 'party_lecture', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'2b43eeb8559f8bd5b4e6f856995e3d94', 'party_lecture', 'outline', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'abd674497a2f853aade0f5a5411eb0f2', 'party_lecture', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'8f4230d892348801b355df02bb6a40a3', 'theme_day', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'3ca17b7c65e188de8345870a7af086c5', 'theme_day', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'bbff11e876ab84e4818d13130abf96fa', 'theme_day', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'9dc46ccad9938f8695e7c9610941640b', 'theme_day', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'25d8cf42ef6d8d4e949792173d14955a', 'theme_day', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'3691062e85b389a3bd3b79e2b98e4180', 'reading_class', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'e724d67af91283ce94196d936a342a9e', 'reading_class', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'1327d67b6a1d8bbfbeefc574e2e9fe17', 'reading_class', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'59b4f68ffaf7826d9ba652519f400e1e', 'reading_class', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'7cd67f30c1998c57b86678d99bc5727f', 'reading_class', 'outline', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'd40e49b98a0787e4bb1a7c7ccbb39807', 'reading_class', 'reflection', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'fba3bf6d714686ffbd988e140e1ddd7d', 'reading_class', 'brief', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'adfc6dfeb1eb8d79b7d52813f111adbd', 'reading_class', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'2cfcd0893d9f889489e376e9f6d22021', 'training_class', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'8bfc79c0d77387fda98f8095986a7674', 'training_class', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'26e77709d1778bff8ec0bbe30c5047f5', 'training_class', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'0111962bc93d870c8cc0a92f26590d28', 'training_class', 'brief', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'7813fd41c62386c780b963a9b26dc129', 'training_class', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'7eff6b4d6e3789f88b1a7eb0df8eae98', 'lecture', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'c93151d3da3e8cd48ff41074122242d9', 'lecture', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'76c30f88b8dc8cd99f32895b8ffcb7d8', 'lecture', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'699faaf6dfe480278ede23b5f1cd52f1', 'site_visit', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'e5f7ece44483875bb0733802be81aeb1', 'site_visit', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'0ae4394e6af382199b860a32fd99a6aa', 'site_visit', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'b3ea0ea8d4ae838a9cae7e96ffb55177', 'site_visit', 'photo', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'88376a911fe38642886fee4643453c4a', 'organization_life', 'scheme', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'8e21a9f76b30869d806db54671050a0c', 'organization_life', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'32fc320a018d85aea7392f8a10eb0809', 'organization_life', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'f448720c063e8022958cb1d6f78b2f2f', 'organization_life', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'df58e7d289ca816daeba282e9570ddbb', 'organization_life', 'outline', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'a83e44a4a0ca872ea24fce8abd70d99f', 'democratic_appraisal', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'b18137c8139b846bae6500ac3fd987b5', 'democratic_appraisal', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'293150a098358783ae98179699efc63f', 'democratic_appraisal', 'record', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'6e85bd7f6cc38da4947d9a53f439f404', 'online_study', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'63bd2c0deac68371883ae5fee5939fba', 'exam', 'notice', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'91defeadcdb48d8192073ab7739e14d9', 'exam', 'sign_in_sheet', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);

INSERT INTO archive_rules (id, session_kind, paper, basis, clause, own, deleted)
	SELECT x'6c09bc11dd6582dbb508c3e29b23edec', 'exam', 'exam_paper', '', '', 1, 0
	WHERE EXISTS (SELECT 1 FROM rules);
