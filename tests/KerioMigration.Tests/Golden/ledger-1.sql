PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE ledger (version INTEGER NOT NULL, created BIGINT NOT NULL);
INSERT INTO ledger VALUES(1,1795524669504);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    started BIGINT NOT NULL,
    ended BIGINT,
    heartbeat BIGINT NOT NULL,
    machine TEXT NOT NULL,
    computer TEXT NOT NULL,
    process_id INTEGER NOT NULL,
    process_start TEXT NOT NULL,
    account TEXT NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    options TEXT NOT NULL);
INSERT INTO run VALUES(1,'Running',1795524669995,NULL,1795524669995,'machine','COMPUTER',4711,'1','EXAMPLE\anna','1.0','','','');
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    address_key TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    display_name TEXT NOT NULL,
    destination TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT,
    account_created SMALLINT NOT NULL,
    password BYTEA);
INSERT INTO mailbox VALUES(1,'anna@example.org','anna@example.org','','','NotStarted','None',NULL,0,NULL);
CREATE TABLE lease (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    token TEXT NOT NULL,
    machine TEXT NOT NULL,
    computer TEXT NOT NULL,
    process_id INTEGER NOT NULL,
    process_start TEXT NOT NULL,
    account TEXT NOT NULL,
    acquired BIGINT NOT NULL,
    heartbeat BIGINT NOT NULL);
CREATE TABLE run_mailbox (
    run_id INTEGER NOT NULL REFERENCES run (id),
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    started BIGINT NOT NULL,
    ended BIGINT,
    migrated BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    failed BIGINT,
    PRIMARY KEY (run_id, mailbox_id));
INSERT INTO run_mailbox VALUES(1,1,1795524670046,1795524670271,1,900,0);
CREATE TABLE folder (
    id INTEGER PRIMARY KEY,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    source_id TEXT NOT NULL,
    source_path TEXT NOT NULL,
    role TEXT NOT NULL,
    kind SMALLINT NOT NULL,
    source_item_count BIGINT NOT NULL,
    target_path TEXT,
    reason TEXT NOT NULL,
    is_renamed SMALLINT NOT NULL,
    destination_full_name TEXT,
    created_by_us SMALLINT NOT NULL,
    list_cursor TEXT,
    is_listed SMALLINT NOT NULL,
    mark TEXT,
    mark_number INTEGER NOT NULL,
    UNIQUE (mailbox_id, source_id));
INSERT INTO folder VALUES(1,1,'f','Inbox','None',0,3,'INBOX','None',0,NULL,0,'cursor',1,NULL,0);
CREATE TABLE item (
    folder_id INTEGER NOT NULL REFERENCES folder (id),
    source_id TEXT NOT NULL,
    state SMALLINT NOT NULL,
    kind SMALLINT NOT NULL,
    item_class TEXT,
    source_size BIGINT NOT NULL,
    received BIGINT,
    subject TEXT,
    reason TEXT,
    message TEXT,
    code TEXT,
    source_change SMALLINT,
    run_id INTEGER,
    mark_number INTEGER,
    message_id TEXT,
    key_date BIGINT,
    key_size BIGINT,
    sha256 BYTEA,
    internal_date BIGINT,
    destination_id TEXT,
    loss TEXT,
    PRIMARY KEY (folder_id, source_id));
INSERT INTO item VALUES(1,'a',2,0,NULL,0,NULL,'Subject',NULL,NULL,NULL,NULL,1,0,'<a@example.org>',NULL,900,X'0000000000000000000000000000000000000000000000000000000000000000',NULL,'1:1',NULL);
INSERT INTO item VALUES(1,'b',1,0,NULL,0,NULL,'Subject',NULL,NULL,NULL,NULL,NULL,NULL,'<b@example.org>',NULL,900,X'0000000000000000000000000000000000000000000000000000000000000000',NULL,NULL,NULL);
INSERT INTO item VALUES(1,'c',0,0,NULL,0,NULL,'Subject',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
COMMIT;
