CREATE TABLE package_series (
	one INTEGER NOT NULL, 
	sender BLOB NOT NULL, 
	place VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_package_series PRIMARY KEY (one), 
	CONSTRAINT ck_package_series_one_row CHECK (one = 1)
);

CREATE TABLE package_arrivals (
	sender BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	merged_at VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_package_arrivals PRIMARY KEY (sender, number)
) WITHOUT ROWID;
