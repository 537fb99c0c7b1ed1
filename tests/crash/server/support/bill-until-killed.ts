// Run as a process of its own: works the bill batch of the library that it is given on to its end, from wherever it stands, unless it is killed. The end is
// an office that took it in, or one that did not: then it is taken back.

import { randomBytes } from 'node:crypto';
import { settleBills } from '../../../../server/bills/due-bills.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { viewBills, workBills } from '../../../../server/bills/bills-for-desk.ts';
import { createCommandRunner } from '../../../../server/commands/command-runner.ts';
import { openStore, placeOf } from '../../../../server/store/open-store.ts';
import type { BillsAsk } from '../../../../shared/wire/bills.ts';

const [database = '', data = '', now = '0', end = 'acknowledge'] = process.argv.slice(2);
const clock = { now: () => Number(now), mono: () => performance.now() };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };
const store = await openStore({ place: placeOf(database, data), clock, random, keyStore: null });
const parts = { store, clock, random, runner: createCommandRunner({ store, clock }) };
const ask = async (by: string, what: BillsAsk) => {
  process.stdout.write(`${what.do}\n`);
  await workBills(parts, what, by);
};
for (;;) {
  const batch = (await store.read((tx) => viewBills(tx, null))).batches.at(-1);
  if (batch === undefined) await ask('sue', { do: 'preview', layout: 'bursar' });
  else if (batch.state === 'preview') await ask('tom', { do: 'approve', batch: batch.id });
  else if (batch.state === 'approved') await ask('tom', { do: 'write', batch: batch.id, folder: null });
  else if (batch.state === 'written' && end === 'take-back')
    await ask('sue', { do: 'take-back', batch: batch.id, reason: 'the office has lost it' });
  else if (batch.state === 'written')
    await ask('sue', { do: 'acknowledge', batch: batch.id, rejected: ['100002'], answer: null });
  else break;
}
// Settles batches that a dead process left open.
process.stdout.write('settle\n');
await settleBills({ ...parts, ownDesk: { signer: await serverIdentity(store, random), random } });
await store.close();
