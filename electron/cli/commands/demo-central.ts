// The central server of the demo, as a process of its own that `holdfast demo` starts: makes the library the first time, then serves it.
// Not listed: it is a part of demo, and answers on stdout with one line of JSON.

import { resolve } from 'node:path';
import { DEMO_DEFAULTS, type DemoOptions } from '../../../server/demo/generate-demo-library.ts';
import { loadDemoLibrary } from '../../../server/demo/load-demo-library.ts';
import { MAIN } from '../../../server/demo/demo-places.ts';
import { DEMO_STAFF, showcaseCards, showcaseItems } from '../../../server/demo/demo-showcase.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { serve, type Serving } from '../../../server/serve.ts';
import { addStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { systemClock } from '../../core/system-clock.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, wholeNumber, type Command, type Run } from '../command.ts';
import { keyStoreOf } from '../admin/with-store.ts';
import { untilTold } from '../shell/until-told.ts';

/** What it tells when it is ready. */
export type DemoCentralReady = {
  readonly url: string;
  /** Null when the desk is enrolled already. */
  readonly code: string | null;
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
};

export const demoCentralCommand: Command = {
  usage: '--data DIR [--patrons N --items N] [--seed N] [--enrol]',
  options: {
    data: { type: 'string' },
    patrons: { type: 'string' },
    items: { type: 'string' },
    seed: { type: 'string' },
    enrol: { type: 'boolean' },
  },
  run: async (run) => {
    const shiftMs = clockShiftMs(run);
    const data = resolve(requiredText(run.values, 'data'));
    const clock = systemClock(shiftMs);
    const keyStore = keyStoreOf({ kind: 'embedded', data });
    const serving = await serve({
      listen: '127.0.0.1:0',
      database: 'embedded',
      data,
      clock,
      random: systemRandom,
      keyStore,
    });
    const options = demoOptions(run, clock.now());
    await fillOnce(serving, options, shiftMs);
    const parts = { store: serving.store, clock, random: systemRandom };
    const code = hasFlag(run.values, 'enrol')
      ? (await createEnrolCode(parts, { branch: MAIN, name: 'Main desk' })).code
      : null;
    const ready: DemoCentralReady = {
      url: serving.url,
      code,
      staff: DEMO_STAFF,
      patrons: showcaseCards().map((entry) => entry.code),
      items: showcaseItems(options).map((entry) => entry.code),
    };
    run.io.out(JSON.stringify(ready));
    await untilTold(serving.close);
    return 0;
  },
};

function demoOptions({ values }: Run, now: number): DemoOptions {
  const most = { min: 1, max: 5_000_000 };
  return {
    ...DEMO_DEFAULTS,
    now,
    seed: wholeNumber(values, 'seed', { min: 0, max: 2_147_483_647 }) ?? DEMO_DEFAULTS.seed,
    patrons: wholeNumber(values, 'patrons', most) ?? DEMO_DEFAULTS.patrons,
    items: wholeNumber(values, 'items', most) ?? DEMO_DEFAULTS.items,
  };
}

/** Makes the library and its staff where there is none yet. A load that was cut off is made again from nothing by `demo`. */
async function fillOnce({ store }: Serving, options: DemoOptions, shiftMs: number): Promise<void> {
  const clock = systemClock(shiftMs);
  const [rules] = await store.read((tx) => readAllRows(tx, 'ruleActivation'));
  if (rules === undefined) await loadDemoLibrary({ store, clock }, options);
  const known = new Set((await listStaff({ store, clock })).map(({ staff }) => staff));
  for (const { staff, pin, role } of DEMO_STAFF) {
    if (!known.has(staff)) await addStaff({ store, clock, random: systemRandom }, { staff, pin, role });
  }
}
