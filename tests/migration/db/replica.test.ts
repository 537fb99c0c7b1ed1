// Migrations of the replica: pinned, and together the checked-in schema. The columns that rows are searched by are those of the tables.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_TABLES } from '../../../db/replica/kind-table.ts';
import { REPLICA_MIGRATIONS } from '../../../db/replica/migrations.ts';
import { openReplica } from '../../../db/replica/open-replica.ts';
import { schemaDump } from '../../../db/open/schema-dump.ts';
import { projectDir } from '../../support/project-dir.ts';
import { tempDir } from '../../unit/db/support/temp-dir.ts';
import { testReplica } from '../../unit/db/support/test-replica.ts';
import { itemRow, put } from '../../unit/db/support/test-rows.ts';
import { hashOfFile, readProject } from './support/migration-checks.ts';

const path = tempDir();

test('each migration is as it was when it was pinned', () => {
  const files = readdirSync(join(projectDir, 'db/replica/migrations')).toSorted();
  expect(files.map((file) => [file, hashOfFile(`db/replica/migrations/${file}`)])).toEqual([
    ['0010-first-replica.ts', 'ac4491bbaae184d0'],
    ['0020-returned-loans.ts', 'ed83881910a436c0'],
    ['0030-partial.ts', '91c5e0d999894fbd'],
    ['0040-items-away.ts', '2999bd3720fe1ac9'],
    ['0060-former-barcodes.ts', '672377fc3bf3717c'],
    ['0070-provisional-items.ts', '0784d9682fba1576'],
    ['0080-loans-due.ts', '403a0b390a90c2ef'],
    ['0090-provisional-accounts.ts', '4e7715529dfb3d5a'],
    ['0110-claims.ts', 'aeb9ee81e1030f3f'],
    ['0120-joined-accounts.ts', '025a2af631531b33'],
    ['0130-born-alike.ts', '78ed42f85681f952'],
    ['0140-living-alike.ts', 'aaff66d51794862d'],
    ['0150-moved-loans.ts', '9c1f2df128b0b0ea'],
    ['0170-log-entries.ts', '8c998841382db0cf'],
    ['0180-courses.ts', '957564136254d491'],
    ['0190-carts.ts', '0b71555291f1d4ad'],
    ['0200-notices.ts', '9878960ea45b70d0'],
    ['0210-bookings.ts', 'f50de0ff3f34b7c3'],
    ['0220-notices-to-work.ts', '80c3dd7a9582db71'],
    ['0230-borrowed-items.ts', 'dc91b24c38fe553b'],
    ['0270-patron-groups.ts', '65709fcd02b59285'],
    ['0280-lost-loans.ts', '9b26219776649f98'],
    ['0290-seen-on-shelves.ts', '7008011a991e3355'],
    ['0300-neighbor-acts.ts', '038cbf4438fc8cbc'],
    ['0310-items-to-inspect.ts', '933802c88a533fa9'],
    ['0320-notices-waiting.ts', '14267f7704f3e917'],
    ['0330-silent-desks.ts', '73d06c0af2e16b9b'],
  ]);
  expect(REPLICA_MIGRATIONS.map(({ version }) => version)).toEqual(files.map((file) => Number(file.slice(0, 4))));
});

test('a loaded file has the schema that is checked in: what the load laid aside is all back', () => {
  const replica = testReplica(path('fresh'), [put('item', 'x', itemRow('x'))]);
  expect(schemaDump(replica.reader)).toBe(readProject('db/replica/schema.sql'));
  replica.close();
});

test('every kind has its table with the columns that it is searched by', () => {
  const replica = testReplica(path('columns'), []);
  for (const { table, columns, side } of Object.values(KIND_TABLES)) {
    const found = replica.reader
      .all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
      .map(({ name }) => name);
    expect(found).toEqual(['n', 'key', 'version', 'row', ...Object.keys(columns)]);
    if (side === undefined) continue;
    const beside = replica.reader.all<{ name: string }>(`SELECT name FROM pragma_table_info('${side.table}')`);
    expect(beside.map(({ name }) => name).toSorted()).toEqual(['n', side.owner, ...side.columns].toSorted());
  }
  replica.close();
});

test.each([
  ['a newer file', 'PRAGMA user_version = 99990', 'newer'],
  ['a file that was never finished', 'DELETE FROM replica_state', 'unfinished'],
])('%s is thrown away and loaded anew', (_, sql, reason) => {
  const replica = testReplica(path(reason), []);
  replica.writer.exec(sql);
  replica.close();
  expect(openReplica(replica.place)).toEqual({ kind: 'rebuild', reason });
  expect(readdirSync(path(reason))).toEqual([]);
});
