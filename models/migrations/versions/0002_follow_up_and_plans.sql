ALTER TABLE follow_up_projects ADD COLUMN result VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE follow_up_projects ADD COLUMN closed_on DATE;
ALTER TABLE plans ADD COLUMN kind VARCHAR(40)
	CONSTRAINT ck_plans_kind CHECK (kind IN ('training', 'center_group', 'branch', 'campaign', 'discipline', 'other'));
ALTER TABLE plan_items ADD COLUMN quarter INTEGER;
ALTER TABLE plan_items ADD COLUMN texts VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE plan_items ADD COLUMN speakers VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE plan_items ADD COLUMN form VARCHAR(80) DEFAULT '' NOT NULL;
ALTER TABLE plan_items ADD COLUMN observers VARCHAR(200) DEFAULT '' NOT NULL;

CREATE TABLE follow_up_progress (
	id BLOB NOT NULL, 
	measure_id BLOB NOT NULL, 
	noted_on DATE NOT NULL, 
	content VARCHAR NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_follow_up_progress PRIMARY KEY (id), 
	CONSTRAINT fk_follow_up_progress_measure_id_follow_up_measures FOREIGN KEY(measure_id) REFERENCES follow_up_measures (id)
);

CREATE INDEX ix_follow_up_progress_measure_id ON follow_up_progress (measure_id);

CREATE TABLE center_group_members (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	organization_id BLOB NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_center_group_members PRIMARY KEY (id), 
	CONSTRAINT fk_center_group_members_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_center_group_members_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT ck_center_group_members_role CHECK (role IN ('leader', 'deputy_leader', 'member', 'secretary', 'observer'))
);

CREATE INDEX ix_center_group_members_organization_id ON center_group_members (organization_id);

CREATE INDEX ix_center_group_members_person_id ON center_group_members (person_id);
