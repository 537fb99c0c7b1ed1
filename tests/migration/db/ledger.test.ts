// Migrations of the ledger: pinned, and together the checked-in schema. A released one is never edited: a new number is added instead.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_MIGRATIONS } from '../../../db/ledger/migrations.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { migrate } from '../../../db/open/migrate.ts';
import { openWriter } from '../../../db/open/open-file.ts';
import { schemaDump } from '../../../db/open/schema-dump.ts';
import { projectDir } from '../../support/project-dir.ts';
import { tempDir } from '../../unit/db/support/temp-dir.ts';
import { testDesk, testKey, checkinCommand } from '../../unit/db/support/test-desk.ts';
import { hashOfFile, readProject } from './support/migration-checks.ts';

const path = tempDir();

test('each migration is as it was when it was pinned', () => {
  const files = readdirSync(join(projectDir, 'db/ledger/migrations')).toSorted();
  expect(files.map((file) => [file, hashOfFile(`db/ledger/migrations/${file}`)])).toEqual([
    ['0010-first-ledger.ts', 'fc33677d0d1b836e'],
    ['0020-outages.ts', 'fd0c29dccb2bd2ea'],
    ['0030-shifts.ts', 'a223cd4cc87901bc'],
    ['0040-refusals.ts', 'd6dc2aa6acb44062'],
    ['0050-night-grants.ts', '7bcb8de4922e541f'],
    ['0060-act-facts.ts', 'ef3fa6e664db0426'],
    ['0100-losses.ts', 'eb4cdb54a445e462'],
    ['0110-call-acts.ts', '9cad13093cd34e36'],
    ['0140-server-epochs.ts', '111e98984e55e7f2'],
    ['0150-looked-for.ts', '207eab5d7ae4d5c3'],
    ['0160-acts-of-patrons.ts', '5a4532bc8d7ab5d1'],
    ['0170-loans-by-proxy.ts', '65ee2a9cc1d50504'],
    ['0180-stated-times.ts', 'aaa5ba37e38f1e5d'],
  ]);
  expect(LEDGER_MIGRATIONS.map(({ version }) => version)).toEqual(files.map((file) => Number(file.slice(0, 4))));
});

test('a fresh file has the schema that is checked in', () => {
  const db = openLedger(path('fresh.db'), testKey, 'create');
  expect(schemaDump(db)).toBe(readProject('db/ledger/schema.sql'));
  db.close();
});

test('version 10 makes an empty ledger of an empty file, and running it again changes nothing', () => {
  const db = openWriter({
    file: 'ledger',
    path: path('ten.db'),
    key: testKey,
    settings: { durability: 'full', cacheMib: 2, busyMs: 0 },
  });
  expect(db.all(`SELECT name FROM sqlite_schema`)).toEqual([]);
  migrate(db, LEDGER_MIGRATIONS);
  migrate(db, LEDGER_MIGRATIONS);
  expect(db.get<{ n: number }>('SELECT count(*) AS n FROM envelope')?.n).toBe(0);
  db.close();
});

test('a migration that fails leaves the file as it was, and acts are the same after one that succeeds', () => {
  const desk = testDesk(path('broken.db'));
  desk.act(checkinCommand('x'));
  const before = desk.ledger.all('SELECT * FROM envelope');
  const next = {
    version: 990,
    up: (db: { exec(sql: string): void }) => db.exec('CREATE TABLE later (n INTEGER) STRICT'),
  };
  const broken = {
    version: 1000,
    up: () => {
      throw new Error('broken');
    },
  };
  expect(() => migrate(desk.ledger, [...LEDGER_MIGRATIONS, next, broken])).toThrow('broken');
  expect(schemaDump(desk.ledger)).toBe(readProject('db/ledger/schema.sql'));
  migrate(desk.ledger, [...LEDGER_MIGRATIONS, next]);
  expect(desk.ledger.all('SELECT * FROM envelope')).toEqual(before);
  expect(() => migrate(desk.ledger, [...LEDGER_MIGRATIONS, { ...next, version: 995 }])).toThrow('out of order');
  desk.ledger.close();
});

test('version 170 notes which loans of before a proxy carried, and leaves their envelopes as they are', () => {
  const desk = testDesk(path('carried.db'));
  for (const [id, more] of Object.entries({ carried: { carriedBy: 'P1' }, own: {} }))
    desk.act({ name: 'checkout', id, args: { itemId: 'X0', patronId: 'P0', ...more }, told: {} });
  // The file as the version before had it.
  const guard = desk.ledger.get<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE name = 'envelope_is_only_purged'`,
  );
  desk.ledger.exec(
    'DROP TRIGGER envelope_is_only_purged; DROP INDEX envelope_by_proxy; DROP INDEX envelope_stated; ALTER TABLE envelope DROP COLUMN by_proxy; PRAGMA user_version = 160',
  );
  desk.ledger.exec((guard?.sql ?? '').replace(' OR NEW.by_proxy IS NOT OLD.by_proxy', ''));
  const before = desk.ledger.all('SELECT * FROM envelope');
  migrate(desk.ledger, LEDGER_MIGRATIONS);
  expect(desk.ledger.all('SELECT * FROM envelope')).toEqual(
    before.map((row) => ({
      ...(row as { id: string }),
      by_proxy: (row as { id: string }).id === 'carried' ? 1 : null,
    })),
  );
  desk.ledger.close();
});
