// Answers to repeated reads between two writes are cached, and never longer than they hold.

import { activeGeneration, lastContact, noteContact } from '../../../../db/ledger/desk-state.ts';
import { noteUpToDate, replicaState } from '../../../../db/replica/replica-state.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { testKey } from '../support/test-desk.ts';
import { testReplica } from '../support/test-replica.ts';
import { tempDir } from '../support/temp-dir.ts';

const path = tempDir();

test('a connection that writes alone forgets what it remembers with each of its writes, also with those that are taken back', () => {
  const ledger = openLedger(path('alone.db'), testKey, 'create');
  expect([lastContact(ledger), activeGeneration(ledger)]).toEqual([null, null]);
  noteContact(ledger, 5);
  expect(lastContact(ledger)).toBe(5);
  const seen: (number | null)[] = [];
  expect(() =>
    ledger.transaction(() => {
      ledger.run('UPDATE contact SET last_at = 6');
      seen.push(lastContact(ledger));
      throw new Error('taken back');
    }),
  ).toThrow('taken back');
  expect([...seen, lastContact(ledger)]).toEqual([6, 5]);
  ledger.exec('UPDATE contact SET last_at = 7');
  expect(lastContact(ledger)).toBe(7);
  ledger.close();
});

test('a reader remembers until it is told of a commit, and sees nothing of a batch before it', () => {
  const replica = testReplica(path('told'), []);
  const { reader, writer } = replica;
  reader.remember();
  writer.tellWritten(() => reader.forget());
  const before = replicaState(reader)?.asOf ?? 0;
  expect(replicaState(reader)).toBe(replicaState(reader));
  writer.run('BEGIN IMMEDIATE');
  writer.run('UPDATE replica_state SET as_of = as_of + 10');
  expect(replicaState(reader)?.asOf).toBe(before);
  writer.run('COMMIT');
  expect(replicaState(reader)?.asOf).toBe(before + 10);
  noteUpToDate(writer, before + 20);
  expect(replicaState(reader)?.asOf).toBe(before + 20);
  replica.close();
});

test('a look that is taken afresh reads the file and leaves what was remembered before', () => {
  const replica = testReplica(path('afresh'), []);
  const { reader, writer } = replica;
  reader.remember();
  const before = replicaState(reader)?.asOf ?? 0;
  noteUpToDate(writer, before + 10);
  expect(replicaState(reader)?.asOf).toBe(before);
  expect(reader.afresh(() => replicaState(reader)?.asOf)).toBe(before + 10);
  expect(replicaState(reader)?.asOf).toBe(before);
  reader.forget();
  expect(replicaState(reader)?.asOf).toBe(before + 10);
  replica.close();
});

test('reads of a turn see one state of the file, until it is over or a commit is reported; the log can be emptied after', async () => {
  const replica = testReplica(path('turn'), []);
  const { reader, writer } = replica;
  reader.remember();
  const asOf = () => replicaState(reader)?.asOf ?? 0;
  const stored = () => reader.known<{ n: number }>('SELECT as_of AS n FROM replica_state WHERE true')?.n;
  const before = asOf();
  writer.run('UPDATE replica_state SET as_of = as_of + 10');
  expect(stored()).toBe(before);
  await Promise.resolve();
  expect(reader.raw.inTransaction).toBe(false);
  expect(reader.get<{ n: number }>('SELECT as_of AS n FROM replica_state')?.n).toBe(before + 10);
  reader.forget();
  expect(stored()).toBe(before + 10);
  noteUpToDate(writer, before + 20);
  reader.forget();
  expect(asOf()).toBe(before + 20);
  reader.forget();
  expect(writer.raw.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
  replica.close();
});

test('values are told apart by what they are, and one row from all of them', () => {
  const replica = testReplica(path('values'), []);
  const { reader } = replica;
  reader.remember();
  const kindOf = (value: string | number | null) =>
    reader.known<{ kind: string }>('SELECT typeof(?) AS kind', value)?.kind;
  expect([1, '1', null, 'null', 'number:1'].map(kindOf)).toEqual(['real', 'text', 'null', 'text', 'text']);
  const both = (one: string, other: string) =>
    reader.known<{ text: string }>('SELECT ? || ? AS text', one, other)?.text;
  expect([both('a', 'b c'), both('a b', 'c')]).toEqual(['ab c', 'a bc']);
  expect(reader.allKnown('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(reader.known('SELECT 1 AS one')).toEqual({ one: 1 });
  replica.close();
});
