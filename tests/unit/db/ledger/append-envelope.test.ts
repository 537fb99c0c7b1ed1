// Recording: the promises of an append, and its refusals.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { actId } from '../../../../shared/core/ids.ts';
import { appendEnvelope } from '../../../../db/ledger/append-envelope.ts';
import { envelopeById, ledgerPolicies, pendingAfter, policiesNamedBy } from '../../../../db/ledger/envelopes.ts';
import { openLedger, openLedgerReader } from '../../../../db/ledger/open-ledger.ts';
import { currentStream } from '../../../../db/ledger/streams.ts';
import type { Envelope } from '../../../../shared/wire/envelope.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { caught } from '../support/caught.ts';
import { tempDir } from '../support/temp-dir.ts';
import {
  checkinCommand,
  checkoutCommand,
  testDesk,
  testKey,
  testPolicy,
  testPolicyHash,
} from '../support/test-desk.ts';

const path = tempDir();

describe('appending an envelope', () => {
  test('keeps body, arguments and policy exactly, and they are there after reopening [I1]', () => {
    const desk = testDesk(path('keeps.db'));
    const envelope = desk.build(checkoutCommand('x', 'p', desk.at + 1));
    const appended = appendEnvelope(desk.ledger, { envelope, policies: [testPolicy], recordedAt: desk.at });
    desk.ledger.close();
    const again = openLedger(path('keeps.db'), testKey, 'existing');
    const [stored] = pendingAfter(again, appended.stream, 0, { envelopes: 10, bytes: 100_000 });
    expect(stored?.envelope).toEqual(envelope);
    expect(ledgerPolicies(again, [testPolicyHash]).get(testPolicyHash)).toEqual(testPolicy);
    expect([...policiesNamedBy(again, stored === undefined ? [] : [stored]).keys()]).toEqual([testPolicyHash]);
    expect(currentStream(again)).toMatchObject({ lastSeq: 1, lastHash: appended.hash });
    again.close();
  });

  test('refuses a seq that does not follow, a wrong hash before it and other arguments, and leaves nothing [I4]', () => {
    const desk = testDesk(path('refuses.db'));
    const first = desk.build(checkinCommand('x'));
    desk.act(checkinCommand('x'));
    const again = () => appendEnvelope(desk.ledger, { envelope: first, recordedAt: desk.at });
    expect(again).toThrow('does not follow');
    const next = desk.build(checkinCommand('y'));
    const forged = { ...next, body: next.body.replace(/"prevHash":"[^"]*"/, `"prevHash":"${'0'.repeat(64)}"`) };
    expect(() => appendEnvelope(desk.ledger, { envelope: forged, recordedAt: desk.at })).toThrow('hash before it');
    const swapped = { ...next, args: '{"command":{}}' };
    expect(() => appendEnvelope(desk.ledger, { envelope: swapped, recordedAt: desk.at })).toThrow(
      'not those that were signed',
    );
    expect(currentStream(desk.ledger)?.lastSeq).toBe(1);
    desk.ledger.close();
  });

  test('refuses a first act that does not name the act that its stream goes on from, and a later one that names any', () => {
    const desk = testDesk(path('names.db'));
    const last = desk.act(checkinCommand('x'));
    desk.newStream('A-2');
    const append = (envelope: Envelope) => appendEnvelope(desk.ledger, { envelope, recordedAt: desk.at });
    const named = `"after":${JSON.stringify({ stream: last.stream, seq: last.seq, hash: last.hash })},`;
    const first = desk.build(checkinCommand('x'));
    expect(first.body).toContain(named);
    for (const other of ['', named.replace(last.hash, '0'.repeat(64))])
      expect(() => append({ ...first, body: first.body.replace(named, other) })).toThrow('names the stream');
    expect(append(first)).toMatchObject({ stream: 'A-2', seq: 1 });
    const second = desk.build(checkinCommand('x'));
    const naming = { ...second, body: second.body.replace('{', `{${named}`) };
    expect(() => append(naming)).toThrow('names the stream');
    desk.ledger.close();
  });

  test('is not acknowledged when its commit fails, nothing of it is left, and the next one has its number [I1]', () => {
    const desk = testDesk(path('commit.db'));
    desk.act(checkinCommand('x'));
    // Each act now brings a row along that only the commit sees to be wrong.
    desk.ledger.exec(`
      CREATE TABLE here (n INTEGER PRIMARY KEY);
      CREATE TABLE there (n INTEGER REFERENCES here (n) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER wrong AFTER INSERT ON envelope BEGIN INSERT INTO there VALUES (1); END;`);
    expect(() => desk.act(checkinCommand('y'))).toThrow('FOREIGN KEY');
    expect(desk.ledger.raw.inTransaction).toBe(false);
    expect(desk.ledger.all('SELECT id FROM envelope')).toHaveLength(1);
    desk.ledger.exec('DROP TRIGGER wrong');
    expect(desk.act(checkinCommand('y')).seq).toBe(2);
    desk.ledger.close();
  });

  test('a full disk is refused before anything is acknowledged, and heals [I1] [I30]', () => {
    const desk = testDesk(path('full.db'));
    desk.act(checkinCommand('x'));
    const pages = Number(desk.ledger.raw.pragma('page_count', { simple: true }));
    desk.ledger.raw.pragma(`max_page_count = ${pages}`);
    let acknowledged = 1;
    const error = caught(() => {
      for (; acknowledged < 500; acknowledged += 1) desk.act(checkoutCommand('x', 'p', desk.at + acknowledged));
    });
    expect(isError(error, 'HF-DB-005')).toBe(true);
    expect(currentStream(desk.ledger)?.lastSeq).toBe(acknowledged);
    desk.ledger.raw.pragma('max_page_count = 100000');
    expect(desk.act(checkinCommand('y')).seq).toBe(acknowledged + 1);
    desk.ledger.close();
  });

  test('a second process that writes is told to wait, and nothing is recorded', () => {
    const desk = testDesk(path('busy.db'));
    const other = openLedger(path('busy.db'), testKey, 'existing');
    other.raw.pragma('busy_timeout = 0');
    desk.ledger.raw.exec('BEGIN IMMEDIATE');
    expect(
      isError(
        caught(() => other.transaction(() => 1)),
        'HF-DB-007',
      ),
    ).toBe(true);
    desk.ledger.raw.exec('ROLLBACK');
    other.close();
    desk.ledger.close();
  });
});

describe('the file itself', () => {
  test('holds nothing readable: neither header nor values', () => {
    const desk = testDesk(path('plain.db'));
    desk.act(checkoutCommand('very-secret-item', 'p', desk.at));
    const wal = readFileSync(path('plain.db-wal'));
    desk.ledger.close();
    const file = readFileSync(path('plain.db'));
    for (const bytes of [wal, file]) expect(bytes.includes('very-secret-item')).toBe(false);
    expect(file.includes('SQLite format 3')).toBe(false);
  });

  test('another key does not open it, and a truncated file is named as damaged or not ours', () => {
    const desk = testDesk(path('wrong.db'));
    for (let count = 0; count < 50; count += 1) desk.act(checkinCommand('x'));
    desk.ledger.close();
    const other = new Uint8Array(32).fill(8);
    expect(
      isError(
        caught(() => openLedger(path('wrong.db'), other, 'existing')),
        'HF-DB-001',
      ),
    ).toBe(true);
    const bytes = readFileSync(path('wrong.db'));
    writeFileSync(path('cut.db'), bytes.subarray(0, 3 * 4096 + 100));
    const cut = caught(() => {
      const db = openLedger(path('cut.db'), testKey, 'existing');
      try {
        db.all('SELECT * FROM envelope');
      } finally {
        db.close();
      }
    });
    expect(isError(cut, 'HF-DB-001', 'HF-DB-002')).toBe(true);
  });

  test('a newer file is refused and left as it is', () => {
    const desk = testDesk(path('newer.db'));
    desk.ledger.raw.pragma('user_version = 99990');
    desk.ledger.close();
    copyFileSync(path('newer.db'), path('newer-before.db'));
    expect(
      isError(
        caught(() => openLedger(path('newer.db'), testKey, 'existing')),
        'HF-DB-003',
      ),
    ).toBe(true);
    expect(readFileSync(path('newer.db')).equals(readFileSync(path('newer-before.db')))).toBe(true);
  });

  test('a ledger that is missing is not made anew', () => {
    expect(
      isError(
        caught(() => openLedger(path('missing.db'), testKey, 'existing')),
        'HF-DB-016',
      ),
    ).toBe(true);
  });

  test('every open sets synchronous FULL again, and writes through a reader are refused [I1]', () => {
    const desk = testDesk(path('sync.db'));
    desk.act(checkinCommand('x'));
    desk.ledger.close();
    const writer = openLedger(path('sync.db'), testKey, 'existing');
    expect(writer.raw.pragma('synchronous', { simple: true })).toBe(2);
    expect(writer.raw.pragma('journal_mode', { simple: true })).toBe('wal');
    const reader = openLedgerReader(path('sync.db'), testKey);
    expect(envelopeById(reader, actId('A-1/1'))?.seq).toBe(1);
    expect(() => reader.raw.exec('DELETE FROM setting')).toThrow();
    reader.close();
    writer.close();
  });

  test('triggers keep acts, answers, streams and policies from being changed or removed', () => {
    const desk = testDesk(path('kept.db'));
    desk.act(checkoutCommand('x', 'p', desk.at), [testPolicy]);
    for (const sql of [
      `UPDATE envelope SET body = 'x'`,
      `UPDATE envelope SET args = 'x'`,
      'DELETE FROM envelope',
      `UPDATE stream SET stream = 'x'`,
      'DELETE FROM stream',
      'DELETE FROM policy',
    ]) {
      expect(() => desk.ledger.run(sql)).toThrow(/never|only purged/);
    }
    desk.ledger.run('UPDATE envelope SET args = NULL, salt = NULL');
    desk.ledger.close();
  });
});
