CREATE TABLE document_templates (
	id BLOB NOT NULL, 
	document_kind VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	content VARCHAR NOT NULL, 
	based_on VARCHAR(64) DEFAULT '' NOT NULL, 
	chosen_at VARCHAR(40) DEFAULT '' NOT NULL, 
	created_on DATE NOT NULL, 
	changed_on DATE NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_document_templates PRIMARY KEY (id)
);

CREATE INDEX ix_document_templates_document_kind ON document_templates (document_kind);
