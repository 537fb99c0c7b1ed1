// Faults of the server: its records, answers and kept rows.

import { recordingBy } from '../../../shared/acts/commands.ts';
import type { Recorded } from '../../../shared/circ/recorded.ts';
import type { CommandsRequest, CommandsResponse } from '../../../shared/wire/commands.ts';
import type { WriteTx } from '../../../server/store/store.ts';
import type { Plant } from '../world/world.ts';

type Db = WriteTx['db'];

/** The work of a plant in a transaction of its own after the server has answered. */
type Afterwards = (db: Db, request: CommandsRequest, response: CommandsResponse) => Promise<unknown>;

function afterEach(spoil: Afterwards): Plant {
  return {
    server: {
      runner: (runner, store) => ({
        ...runner,
        run: async (request, carrier) => {
          const response = await runner.run(request, carrier);
          await store.write((tx) => spoil(tx.db, request, response));
          return response;
        },
      }),
    },
  };
}

/** The last seq of a stream is not counted up: repeated acts take effect again. */
export const skipLastBump = (): Plant =>
  afterEach((db, { stream, envelopes }) =>
    envelopes.length === 0
      ? Promise.resolve()
      : db
          .updateTable('desk_stream')
          .set((set) => ({ last_seq: set('last_seq', '-', 1) }))
          .where('stream', '=', stream)
          .where('last_seq', '>', 0)
          .execute(),
  );

/** A fold that runs again adds its fee to the one that is there. */
export const doubleFee = (): Plant =>
  afterEach(async (db) => {
    const rows = await db.selectFrom('fee').select(['id', 'body']).execute();
    for (const { id, body } of rows) {
      const fee = parseFee(body);
      const amountMinor = fee.amountMinor * 2;
      const outstandingMinor = fee.outstandingMinor + fee.amountMinor;
      const twice = JSON.stringify({ ...fee, amountMinor, outstandingMinor });
      await db
        .updateTable('fee')
        .set({ body: twice, outstanding_minor: outstandingMinor })
        .where('id', '=', id)
        .execute();
    }
  });

const parseFee = (body: string) => JSON.parse(body) as { amountMinor: number; outstandingMinor: number };

/** A promised due date is lengthened when the server judges the loan again. */
export const lengthenDue = (): Plant =>
  afterEach(async (db) => {
    const rows = await db.selectFrom('loan').select(['id', 'body', 'due_at']).where('state', '=', 'open').execute();
    for (const { id, body, due_at: due } of rows) {
      const later = Number(due) + 86_400_000;
      const moved = JSON.stringify({ ...parseLoan(body), dueAt: later });
      await db.updateTable('loan').set({ body: moved, due_at: later }).where('id', '=', id).execute();
    }
  });

const parseLoan = (body: string) => JSON.parse(body) as object;

/** A command that cannot be recorded is passed over, as if it had never been sent. */
export const swallowPoison = (): Plant =>
  afterEach(async (db, { stream, envelopes }) => {
    if (envelopes.length === 0) return;
    const inStream = db.selectFrom('receipt').select('seq').where('stream', '=', stream);
    const last = await inStream.orderBy('seq', 'desc').executeTakeFirst();
    // Every fifth is one that this server cannot bear.
    if (last === undefined || Number(last.seq) % 5 !== 0) return;
    await db.deleteFrom('receipt').where('stream', '=', stream).where('seq', '=', last.seq).execute();
    await db.deleteFrom('envelope').where('stream', '=', stream).where('seq', '=', last.seq).execute();
  });

/** Acts take their places in the order in which they arrive. */
export function orderByArrival(): Plant {
  let arrived = Date.UTC(2026, 0, 1);
  return {
    server: {
      read: recordingBy(({ record }, ...given) => {
        arrived += 1_000;
        return record(...given).map((one) => at(one, arrived));
      }),
    },
  };
}

/** Facts that a desk had seen count for nothing. */
export const forgetSaw = (): Plant => ({
  server: {
    read: recordingBy(({ record }, ...given) => record(...given).map(withoutSaw)),
  },
});

function at(one: Recorded, moment: number): Recorded {
  return one.kind === 'act' ? { ...one, act: { ...one.act, at: moment } } : one;
}

function withoutSaw(one: Recorded): Recorded {
  return one.kind === 'act' ? { ...one, act: { ...one.act, saw: null } } : one;
}
