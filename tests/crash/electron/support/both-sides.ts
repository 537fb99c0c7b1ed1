// What a desk and the server hold of the same acts, byte for byte, read beside the programs that run on the files.

import { openStore } from '../../../../server/store/open-store.ts';
import { openDeskQuietly } from '../../../../electron/core/open-desk-quietly.ts';
import { systemClock } from '../../../../electron/core/system-clock.ts';
import { systemRandom } from '../../../../electron/core/system-random.ts';
import { systemKeyStore } from '../../../../db/keys/system-key-store.ts';
import type { Program } from '../../../integration/electron/cli/support/program.ts';

/** One act: where it stands, its exact text, and the exact text of its answer. */
export type Kept = {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly receipt: string | null;
};

/** Everything that a desk recorded, in order. */
export async function keptAtDesk(program: Program, data: string): Promise<Kept[]> {
  return withKeysOf(program, async () => {
    const desk = await openDeskQuietly(data, systemClock(0), systemRandom);
    try {
      return desk.ledger.all<Kept>(
        `SELECT e.stream, e.seq, e.id, e.body, r.text AS receipt FROM envelope e
         LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq ORDER BY e.stream, e.seq`,
      );
    } finally {
      desk.close();
    }
  });
}

/** Everything that the server took from one desk, in order. */
export async function keptAtServer(program: Program, data: string, deskId: string): Promise<Kept[]> {
  return withKeysOf(program, async () => {
    const place = { kind: 'embedded', data } as const;
    const keyStore = systemKeyStore(data);
    const store = await openStore({ place, clock: systemClock(0), random: systemRandom, keyStore });
    try {
      return await store.read((tx) =>
        tx.db
          .selectFrom('envelope')
          .leftJoin('receipt', (join) =>
            join.onRef('receipt.stream', '=', 'envelope.stream').onRef('receipt.seq', '=', 'envelope.seq'),
          )
          .select(['envelope.stream', 'envelope.seq', 'envelope.id', 'envelope.body', 'receipt.body as receipt'])
          .where('envelope.desk_id', '=', deskId)
          .orderBy('envelope.stream')
          .orderBy('envelope.seq')
          .execute(),
      );
    } finally {
      await store.close();
    }
  });
}

/** The programs keep their keys in a state folder of their own. */
async function withKeysOf<T>(program: Program, work: () => Promise<T>): Promise<T> {
  const before = process.env['HOLDFAST_STATE_DIR'];
  process.env['HOLDFAST_STATE_DIR'] = program.path('state');
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['HOLDFAST_STATE_DIR'];
    else process.env['HOLDFAST_STATE_DIR'] = before;
  }
}
