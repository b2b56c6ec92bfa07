CREATE TABLE branch_copy (
	one INTEGER NOT NULL, 
	organization_id BLOB NOT NULL, 
	CONSTRAINT pk_branch_copy PRIMARY KEY (one), 
	CONSTRAINT ck_branch_copy_one_row CHECK (one = 1)
);

CREATE TABLE foreign_actors (
	actor BIGINT NOT NULL, 
	CONSTRAINT pk_foreign_actors PRIMARY KEY (actor)
);

CREATE TABLE package_numbers (
	scope BLOB NOT NULL, 
	sender BLOB NOT NULL, 
	place VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_package_numbers PRIMARY KEY (scope)
);

INSERT INTO package_numbers (scope, sender, place, number)
SELECT x'', sender, place, number FROM package_series;

DROP TABLE package_series;

CREATE TABLE change_arrivals_by_range (
	step_hlc BIGINT NOT NULL, 
	step_actor BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	after_hlc BIGINT NOT NULL, 
	until_hlc BIGINT NOT NULL, 
	CONSTRAINT pk_change_arrivals PRIMARY KEY (step_hlc, step_actor, actor, after_hlc)
) WITHOUT ROWID;

INSERT INTO change_arrivals_by_range (step_hlc, step_actor, actor, after_hlc, until_hlc)
SELECT step_hlc, step_actor, actor, after_hlc, until_hlc FROM change_arrivals;

DROP TABLE change_arrivals;

ALTER TABLE change_arrivals_by_range RENAME TO change_arrivals;
