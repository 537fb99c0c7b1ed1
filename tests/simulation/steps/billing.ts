// Bills to an office, worked by two people at the server while desks take money that it does not know of yet. [I2] [I15] [I24]

import {
  acknowledgeBatch,
  approveBatch,
  fileOfBatch,
  noteWritten,
  previewBatch,
  takeBackBatch,
} from '../../../server/bills/bill-batches.ts';
import { readBatches, readLines, type BillBatch } from '../../../server/bills/bill-rows.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { lineReference } from '../../../shared/formats/bill-file.ts';
import { OFFICE } from '../world/office.ts';
import type { SimServer } from '../world/sim-server.ts';
import type { World } from '../world/world.ts';

const MAKES = 'sue';
const APPROVES = 'tom';
/** Nothing goes now, or a later file builds on it: a person reads that and leaves it. */
const EXPECTED: readonly string[] = ['HF-PAY-135', 'HF-PAY-137'];

/** Goes some steps on with batches, or makes another. */
export async function workBills(world: World): Promise<void> {
  const steps = world.chance.between(1, 5);
  for (let step = 0; step < steps && world.server !== null; step += 1) await oneStep(world);
}

async function oneStep(world: World): Promise<void> {
  await world.onServer(async (server) => {
    const open = (await server.store.read(readBatches)).filter(({ state }) => NEXT[state] !== undefined);
    const batch = open.length === 0 || world.chance.oneIn(3) ? null : world.chance.pick(open);
    const step = batch === null ? preview : (NEXT[batch.state] ?? leave);
    try {
      world.trace('bills', batch?.number ?? 0, await step(world, server, batch));
    } catch (error) {
      if (!(error instanceof HoldfastError) || !EXPECTED.includes(error.code)) throw error;
      world.trace('bills', batch?.number ?? 0, error.code);
    }
  });
}

type Step = (world: World, server: SimServer, batch: BillBatch | null) => Promise<string>;

const partsOf = (world: World, { store }: SimServer) => ({ store, clock: world.serverClock, random: world.chance });

const leave: Step = () => Promise.resolve('left');

const preview: Step = async (world, server) => {
  await previewBatch(partsOf(world, server), { layout: OFFICE.name, by: MAKES });
  return 'previewed';
};

const onBatch =
  (work: (world: World, server: SimServer, batch: BillBatch) => Promise<string>): Step =>
  (world, server, batch) =>
    batch === null ? leave(world, server, batch) : work(world, server, batch);

const takeBack = onBatch(async (world, server, { id, state }) => {
  await takeBackBatch(partsOf(world, server), { batch: id, by: APPROVES, reason: 'the office asked for it' });
  if (state !== 'preview') world.covered('bills taken back');
  return 'taken back';
});

const approve = onBatch(async (world, server, batch) => {
  if (world.chance.oneIn(8)) return takeBack(world, server, batch);
  const { settleBills } = server;
  await approveBatch(partsOf(world, server), { batch: batch.id, by: APPROVES }, settleBills);
  const lines = await server.store.read((tx) => readLines(tx, batch.id));
  world.covered(
    'fee sent to an office',
    lines.filter(({ state, amountMinor }) => state === 'sent' && amountMinor > 0).length,
  );
  world.covered(
    'credit sent to an office',
    lines.filter(({ state, amountMinor }) => state === 'sent' && amountMinor < 0).length,
  );
  // The records on accounts may be left to the schedule, as where the program ends here.
  if (world.chance.oneIn(2)) await settleBills();
  return 'approved';
});

const write = onBatch(async (world, server, batch) => {
  if (world.chance.oneIn(8)) return takeBack(world, server, batch);
  const { name, text } = await server.store.read((tx) => fileOfBatch(tx, batch.id));
  const file = { file: name, folder: '', sha256: sha256Hex(text) };
  await noteWritten(partsOf(world, server), { batch: batch.id, by: MAKES, ...file });
  return 'written';
});

const acknowledge = onBatch(async (world, server, batch) => {
  if (world.chance.oneIn(8)) return takeBack(world, server, batch);
  const lines = (await server.store.read((tx) => readLines(tx, batch.id))).filter(({ state }) => state === 'sent');
  const refused = lines.filter(() => world.chance.oneIn(6)).map(({ n }) => lineReference(batch.number, n));
  await acknowledgeBatch(partsOf(world, server), { batch: batch.id, by: MAKES, rejected: refused });
  world.covered('bill not taken by its office', refused.length);
  if (world.chance.oneIn(2)) await server.settleBills();
  return `acknowledged but for ${refused.length}`;
});

/** Now and then an office reports that it lost a finished batch. */
const reconsider = onBatch((world, server, batch) =>
  world.chance.oneIn(6) ? takeBack(world, server, batch) : leave(world, server, batch),
);

const NEXT: { readonly [State in BillBatch['state']]?: Step } = {
  preview: approve,
  approved: write,
  written: acknowledge,
  acknowledged: reconsider,
};
