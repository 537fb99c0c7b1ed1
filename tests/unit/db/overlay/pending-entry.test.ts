// When acts of this desk count before the server has answered: as the server will chain them, so that both fold the same. [I22]

import { pendingEntry, retimed, type PendingEntry } from '../../../../db/overlay/pending-entry.ts';
import type { Stated } from '../../../../shared/circ/occurred.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinCommand, parseBody, testDesk } from '../support/test-desk.ts';

const path = tempDir();

/** Entries of acts at these wall times, in seconds, each after the one before it. */
function chained(name: string, acts: readonly { readonly wall: number; readonly stated?: Stated }[]): PendingEntry[] {
  const desk = testDesk(path(`${name}.db`));
  const entries: PendingEntry[] = [];
  for (const { wall, stated } of acts) {
    desk.at = wall * 1_000;
    const envelope = desk.build(checkinCommand('x'));
    const body = { ...parseBody(envelope), ...(stated === undefined ? {} : { stated }) };
    entries.push(pendingEntry({ envelope, body }, null, entries.at(-1)?.chainAt ?? null));
  }
  desk.ledger.close();
  return entries;
}

const seconds = (entries: readonly PendingEntry[]) => entries.map(({ header }) => header.at / 1_000);

test('no act counts before the one before it, when the clock was set back', () => {
  expect(seconds(chained('back', [{ wall: 100 }, { wall: 90 }, { wall: 95 }, { wall: 101 }]))).toEqual([
    100, 100, 100, 101,
  ]);
});

test('a stated time neither waits for the acts before it nor holds back those after it', () => {
  const paper = (at: number): Stated => ({ at: at * 1_000, source: 'paper' });
  const acts = [{ wall: 100 }, { wall: 101, stated: paper(50) }, { wall: 300, stated: paper(299) }, { wall: 90 }];
  expect(seconds(chained('stated', acts))).toEqual([100, 50, 299, 100]);
});

test('another act before it moves an entry, the same one leaves it as it is', () => {
  const [entry] = chained('moved', [{ wall: 100 }]);
  if (entry === undefined) throw new Error('no entry');
  expect(retimed(entry, null, 99_000)).toBe(entry);
  expect(retimed(entry, null, 120_000)).toMatchObject({ chainAt: 120_000, header: { at: 120_000 } });
});
