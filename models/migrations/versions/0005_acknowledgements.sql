CREATE TABLE acknowledgements (
	id BLOB NOT NULL, 
	hlc BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	table_name VARCHAR(80) NOT NULL, 
	cell VARCHAR(200) NOT NULL, 
	"row" BLOB NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_acknowledgements PRIMARY KEY (id)
);

CREATE INDEX ix_acknowledgements_row ON acknowledgements ("row");
