CREATE TABLE issued_documents (
	id BLOB NOT NULL, 
	number VARCHAR(80) NOT NULL, 
	revision INTEGER NOT NULL, 
	document_kind VARCHAR(40) NOT NULL, 
	format VARCHAR(10) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	year INTEGER NOT NULL, 
	to_year INTEGER, 
	organization_id BLOB, 
	about VARCHAR(200) DEFAULT '' NOT NULL, 
	issued_on DATE NOT NULL, 
	template_text VARCHAR DEFAULT '' NOT NULL, 
	sha256 BLOB NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_issued_documents PRIMARY KEY (id), 
	CONSTRAINT ck_issued_documents_revision_not_negative CHECK (revision >= 0), 
	CONSTRAINT fk_issued_documents_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_issued_documents_sha256_attachment_contents FOREIGN KEY(sha256) REFERENCES attachment_contents (sha256)
);

CREATE INDEX ix_issued_documents_number ON issued_documents (number);

CREATE INDEX ix_issued_documents_sha256 ON issued_documents (sha256);

CREATE TABLE issued_figures (
	document_id BLOB NOT NULL, 
	figure_key VARCHAR(80) NOT NULL, 
	value VARCHAR(40) NOT NULL, 
	deleted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_issued_figures PRIMARY KEY (document_id, figure_key), 
	CONSTRAINT fk_issued_figures_document_id_issued_documents FOREIGN KEY(document_id) REFERENCES issued_documents (id)
)
 WITHOUT ROWID;
