// Whether a proxy carried a loan stands beside its checkout, as at the server: an audit asks for it after the arguments are purged, and finds it without
// a look at the arguments of every checkout. Who it was does not stand there.

import type { Migration } from '../../open/migrate.ts';

export const loansByProxy: Migration = {
  version: 170,
  up: (db) => {
    db.exec(`ALTER TABLE envelope ADD COLUMN by_proxy INTEGER`);
    db.exec(`DROP TRIGGER envelope_is_only_purged`);
    db.exec(`UPDATE envelope SET by_proxy = 1
  WHERE json_extract(body, '$.name') = 'checkout' AND json_type(args, '$.command.carriedBy') = 'text'`);
    db.exec(`CREATE TRIGGER envelope_is_only_purged BEFORE UPDATE ON envelope
WHEN NEW.args IS NOT NULL OR NEW.salt IS NOT NULL
  OR NEW.n IS NOT OLD.n OR NEW.stream IS NOT OLD.stream OR NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id
  OR NEW.body IS NOT OLD.body OR NEW.signature IS NOT OLD.signature OR NEW.hash IS NOT OLD.hash
  OR NEW.recorded_at IS NOT OLD.recorded_at OR NEW.by_proxy IS NOT OLD.by_proxy
BEGIN SELECT RAISE(ABORT, 'envelope is only purged'); END`);
    db.exec(`CREATE INDEX envelope_by_proxy ON envelope (recorded_at) WHERE by_proxy IS NOT NULL`);
  },
};
