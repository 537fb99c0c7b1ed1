// Reports read a few facts of a year of acts. An index that holds them all is read instead of the envelopes, which are ten times as long and
// would be parsed one by one; it changes with them by itself, also when arguments are purged. It takes the place of the one by shift.

import type { Migration } from '../../open/migrate.ts';

export const actFacts: Migration = {
  version: 60,
  up: (db) => {
    db.exec('DROP INDEX envelope_in_shift');
    db.exec(`CREATE INDEX envelope_facts ON envelope (
  json_extract(body, '$.shiftId'),
  n,
  json_extract(body, '$.name'),
  recorded_at,
  id,
  json_extract(body, '$.staffId'),
  json_extract(body, '$.channel'),
  json_extract(body, '$.branch'),
  json_extract(body, '$.override.codes'),
  json_extract(body, '$.told.policyRef.policyHash'),
  json_extract(body, '$.told.fills'),
  json_extract(body, '$.told.holdId'),
  json_extract(body, '$.told.inHouse'),
  json_extract(body, '$.told.takenBack'),
  json_extract(args, '$.command.itemId'),
  json_extract(args, '$.command.patronId'),
  json_extract(args, '$.command.commandId'),
  json_extract(args, '$.command.reason'),
  json_extract(args, '$.command.count')
)`);
  },
};
