// Acts sent to another library system by SIP2 whose every answer takes 30 ms: how many a second, in the order of each copy. Floor: the same messages
// over one connection, with nothing written down.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { systemRandom } from '../../electron/core/system-random.ts';
import { createCommandRunner } from '../../server/commands/command-runner.ts';
import { addConnector } from '../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../server/connectors/connector-runner.ts';
import { readSettings } from '../../server/connectors/connector-settings.ts';
import { openSystem } from '../../server/connectors/open-system.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { openStore } from '../../server/store/open-store.ts';
import { createTestDesk, enrolDesk } from '../contract/server/support/test-desk.ts';
import { fillTestLibrary } from '../contract/server/support/test-library.ts';
import { openSip2Library } from '../support/connectors/sip2-library.ts';
import type { Bench } from './bench.ts';

const acts = 400;
const answerMs = 30;
const bar = 20;

export const connector: Bench = {
  name: 'connector',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    const clock = systemClock(0);
    const cards = Array.from({ length: 20 }, (_, n) => `card-P${n}`);
    const barcodes = Array.from({ length: acts / 2 }, (_, n) => `barcode-X${n}`);
    const library = await openSip2Library({ cards, barcodes, now: () => clock.now(), waitMs: answerMs });
    const place = { kind: 'embedded', data: dir } as const;
    const store = await openStore({ place, clock, random: systemRandom, keyStore: systemKeyStore(dir) });
    try {
      await fillTestLibrary(store, openLibraryWriter(store, clock), { items: acts / 2, patrons: 20 });
      const of = { host: '127.0.0.1', port: library.port };
      const settings = readSettings('sip2', of);
      const system = () =>
        openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, { secretOf: () => null, now: () => clock.now() });
      const floor = await bare(system(), barcodes);
      await addConnector({ store, clock }, { name: 'ils', settings });
      const desk = createTestDesk('A');
      await enrolDesk(store, desk);
      const began = clock.now() - acts * 1_000;
      for (let n = 0; n < acts / 2; n += 1) {
        desk.checkout(`X${n}`, `P${n % 20}`, { at: began + n * 1_000 });
        desk.checkin(`X${n}`, { at: began + n * 1_000 + 500 });
      }
      const commands = createCommandRunner({ store, clock });
      for (let from = 0; from < desk.ledger.length; from += 100)
        await commands.run({ ...desk.request(from), envelopes: desk.ledger.slice(from, from + 100) }, desk.desk);
      const before = library.deeds.length;
      const runner = createConnectorRunner({ store, clock, random: systemRandom, owner: 'bench', openSystem: system });
      const started = performance.now();
      await runner.look();
      const seconds = (performance.now() - started) / 1_000;
      await runner.stop();
      const told = library.deeds.slice(before);
      const isInOrder = told.every(({ what }, n) => what === (n % 2 === 0 ? 'checkout' : 'checkin'));
      if (told.length !== acts || !isInOrder) throw new Error(`${told.length} of ${acts} acts were told`);
      const round = (value: number): number => Math.round(value * 10) / 10;
      return [
        {
          name: `acts told by SIP2 to a system that answers in ${answerMs} ms`,
          unit: '/s',
          figure: round(acts / seconds),
          floor: round(floor),
          bar,
          side: 'least',
        },
      ];
    } finally {
      await store.close();
      await library.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

/** Messages in a second over one connection. */
async function bare(system: ReturnType<typeof openSystem>, barcodes: readonly string[]): Promise<number> {
  const some = barcodes.slice(0, 50);
  await system.open();
  const started = performance.now();
  for (const barcode of some)
    await system.tell({ kind: 'checkin', at: 0, barcode, card: null, returnedAt: 0, routed: false });
  const seconds = (performance.now() - started) / 1_000;
  system.close();
  return some.length / seconds;
}
