// A hold that ended here after it was imported, and its rows in later exports: it stays ended, also when its acts are in a checkpoint by now.

import { rmSync } from 'node:fs';
import { makeSigner, newPrivateKey } from '../../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../../server/commands/command-runner.ts';
import { importEvergreen } from '../../../../server/import/evergreen/import-evergreen.ts';
import type { ImportResult } from '../../../../server/import/import-options.ts';
import { createSchedule } from '../../../../server/schedule/schedule.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Store } from '../../../../server/store/store.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/core/instant.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores, testClock, type TestPlace } from '../../../contract/server/support/stores.ts';
import { createTestDesk, enrolDesk } from '../../../contract/server/support/test-desk.ts';
import { linesOf, withRows, writeExport, type Changes } from '../../../unit/server/import/support/small-export.ts';

const T = '2024-03-04 10:00:00-08';
const IMPORTED = Date.UTC(2024, 2, 10);
const END = { 'before a checkpoint': IMPORTED + DAY_MS, 'in a checkpoint': IMPORTED + 60 * DAY_MS };

/** The hold as another line of the export has it. */
const told = (line: string): Changes => ({ holds: [linesOf('holds')[0] ?? '', line] });
/** The source joined the title with another, and the hold moved there. */
const movedTitle: Changes = {
  ...told(`1,T,51,51,11,4,${T},,,,,,0`),
  bibs: withRows('bibs', '51,The same title once more,,,,,,0'),
};

describeStores('a hold that ended here', (makePlace) => {
  test.each(Object.entries(END))('is not opened by a later import (%s)', async (name, now) => {
    const { store, run, clock } = await openWithCancelledHold(makePlace);
    clock.set(now);
    await lookAt(store, clock);
    const isFolded = (await rows(store, 'event')).every(({ kind }) => kind !== 'openHold');
    expect(isFolded).toBe(name === 'in a checkpoint');
    const [ended] = await rows(store, 'hold');
    const stays = async () => expect(await rows(store, 'hold')).toEqual([ended]);

    expect(await run()).toMatchObject({ written: 0, keptHere: [] });
    await stays();
    const kept = { keptHere: [{ kind: 'hold', sourceId: '1' }] };
    expect(await run(told(`1,T,50,50,11,5,${T},,,,,,0`))).toMatchObject(kept);
    await stays();
    expect(await run(movedTitle)).toMatchObject(kept);
    await stays();
    const pruned = await run({ holds: [linesOf('holds')[0] ?? ''] }, true);
    expect(pruned.absent).toContainEqual(expect.objectContaining({ kind: 'hold', fate: 'needed' }));
    await stays();
    expect(await run()).toMatchObject({ written: 0, keptHere: [] });
    await stays();
  });

  test.each(Object.entries(END))('is not opened by an import after one that was cut off (%s)', async (_name, now) => {
    const { store, run, clock } = await openWithCancelledHold(makePlace);
    clock.set(now);
    await lookAt(store, clock);
    const [ended] = await rows(store, 'hold');
    // The import ended between the writing of the act and the noting of it.
    await store.write(({ db }) => db.deleteFrom('import_row').where('kind', '=', 'hold').execute());
    for (const changes of [{}, movedTitle, {}]) {
      await run(changes);
      expect(await rows(store, 'hold')).toEqual([ended]);
    }
  });
});

/** An hour after the import a desk cancels the hold. */
async function openWithCancelledHold(makePlace: () => Promise<TestPlace>) {
  const clock = testClock(IMPORTED);
  const store = await (await makePlace()).open(clock);
  const run = async (changes: Changes = {}, prune = false): Promise<ImportResult> => {
    const path = writeExport(changes);
    try {
      return await importEvergreen({ path, store, clock, prune });
    } finally {
      rmSync(path, { recursive: true });
    }
  };
  await run();
  const { id: holdId, patronId, titleId } = required((await rows(store, 'hold'))[0], () => 'no hold was imported');
  const desk = createTestDesk('one', 'NORTH-A');
  await enrolDesk(store, desk);
  const args = { holdId, patronId, titleId, reason: 'not wanted any more' };
  desk.record('cancelHold', { args, told: { decision: 'done', reasons: [] } }, { at: IMPORTED + HOUR_MS });
  clock.set(IMPORTED + 2 * HOUR_MS);
  await createCommandRunner({ store, clock }).run(desk.request(), desk.desk);
  expect(await rows(store, 'hold')).toMatchObject([{ state: 'cancelled' }]);
  return { store, run, clock };
}

/** The periodic work of a server process. */
async function lookAt(store: Store, clock: ReturnType<typeof testClock>): Promise<void> {
  const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
  const ownDesk = { signer: makeSigner(newPrivateKey(random)), random };
  await createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk }).look();
}

function rows<K extends RowKind>(store: Store, kind: K): Promise<Row<K>[]> {
  return store.read((tx) => readAllRows(tx, kind));
}
