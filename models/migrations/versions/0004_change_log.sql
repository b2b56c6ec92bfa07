ALTER TABLE people ADD COLUMN united_into BLOB
	CONSTRAINT fk_people_united_into_people REFERENCES people (id);

ALTER TABLE sessions ADD COLUMN united_into BLOB
	CONSTRAINT fk_sessions_united_into_sessions REFERENCES sessions (id);

CREATE TABLE change_actors (
	id BIGINT NOT NULL, 
	first_hlc BIGINT NOT NULL, 
	seen_hlc BIGINT NOT NULL, 
	label VARCHAR(200) DEFAULT '' NOT NULL, 
	opened_at VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_change_actors PRIMARY KEY (id)
);

CREATE TABLE change_arrivals (
	step_hlc BIGINT NOT NULL, 
	step_actor BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	after_hlc BIGINT NOT NULL, 
	until_hlc BIGINT NOT NULL, 
	CONSTRAINT pk_change_arrivals PRIMARY KEY (step_hlc, step_actor, actor)
)
 WITHOUT ROWID;

CREATE TABLE change_cells (
	hlc BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	column_no INTEGER NOT NULL, 
	"row" BLOB NOT NULL, 
	value BLOB, 
	old BLOB, 
	previous_hlc BIGINT, 
	previous_actor BIGINT, 
	CONSTRAINT pk_change_cells PRIMARY KEY (hlc, actor, column_no)
)
 WITHOUT ROWID;

CREATE INDEX ix_change_cells_row ON change_cells ("row", column_no, hlc, actor);

CREATE TABLE change_clock (
	one INTEGER NOT NULL CONSTRAINT ck_change_clock_one_row CHECK (one = 1), 
	actor BIGINT NOT NULL, 
	hlc BIGINT NOT NULL, 
	applying INTEGER NOT NULL, 
	origin BIGINT NOT NULL, 
	horizon BIGINT NOT NULL, 
	CONSTRAINT pk_change_clock PRIMARY KEY (one)
);

CREATE TABLE change_columns (
	no INTEGER NOT NULL, 
	table_name VARCHAR(80) NOT NULL, 
	cell VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_change_columns PRIMARY KEY (no), 
	CONSTRAINT uq_change_columns_table_name_cell UNIQUE (table_name, cell)
);

CREATE TABLE change_inserts (
	hlc BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	table_no INTEGER NOT NULL, 
	"row" BLOB NOT NULL, 
	CONSTRAINT pk_change_inserts PRIMARY KEY (hlc, actor)
)
 WITHOUT ROWID;

CREATE TABLE change_steps (
	hlc BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	last_hlc BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	detail VARCHAR(400) DEFAULT '' NOT NULL, 
	taken_at VARCHAR(40) NOT NULL, 
	undoes_hlc BIGINT, 
	undoes_actor BIGINT, 
	CONSTRAINT pk_change_steps PRIMARY KEY (hlc, actor)
)
 WITHOUT ROWID;

INSERT INTO change_clock (one, actor, hlc, applying, origin, horizon)
	VALUES (1, 0, 0, 0, abs(random() >> 1), 0);

INSERT INTO rules (id, key, value, basis, clause, own, valid_from, valid_to, deleted)
	SELECT x'd0c469f059aa860c9eff135209eacad7', 'change_log.kept_years', '"10"', '', '', 1, NULL, NULL, 0
	WHERE EXISTS (SELECT 1 FROM rules);
