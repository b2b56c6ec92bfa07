ALTER TABLE package_arrivals ADD COLUMN digest BLOB;

CREATE TABLE package_sent (
	sender BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	digest BLOB NOT NULL, 
	clock BIGINT NOT NULL, 
	CONSTRAINT pk_package_sent PRIMARY KEY (sender, number)
) WITHOUT ROWID;

CREATE TABLE package_partners (
	scope BLOB NOT NULL, 
	computer VARCHAR(200) NOT NULL, 
	sender BLOB NOT NULL, 
	confirmed BLOB, 
	origin BIGINT NOT NULL, 
	heard_at VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_package_partners PRIMARY KEY (scope, computer)
) WITHOUT ROWID;

CREATE TABLE partner_vectors (
	scope BLOB NOT NULL, 
	computer VARCHAR(200) NOT NULL, 
	actor BIGINT NOT NULL, 
	seen_hlc BIGINT NOT NULL, 
	CONSTRAINT pk_partner_vectors PRIMARY KEY (scope, computer, actor)
) WITHOUT ROWID;

CREATE TABLE changes_only (
	one INTEGER NOT NULL CONSTRAINT ck_changes_only_one_row CHECK (one = 1), 
	CONSTRAINT pk_changes_only PRIMARY KEY (one)
);

CREATE TABLE changes_base (
	actor BIGINT NOT NULL, 
	seen_hlc BIGINT NOT NULL, 
	CONSTRAINT pk_changes_base PRIMARY KEY (actor)
);
