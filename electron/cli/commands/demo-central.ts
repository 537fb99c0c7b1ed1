// The central server of the demo, as a process of its own that `holdfast demo` starts: makes the library the first time, then serves it.
// Not listed: it is a part of demo, and answers on stdout with one line of JSON.

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { DEMO_DEFAULTS, type DemoOptions } from '../../../server/demo/generate-demo-library.ts';
import { loadDemoLibrary } from '../../../server/demo/load-demo-library.ts';
import { demoLibraryRow } from '../../../server/demo/demo-library-row.ts';
import { keepDemoOutputs, type DemoFolders } from '../../../server/demo/demo-outputs.ts';
import { MAIN } from '../../../server/demo/demo-places.ts';
import {
  DEMO_STAFF,
  showcaseCards,
  showcaseItems,
  showcaseStops,
  type ShowcaseEntry,
} from '../../../server/demo/demo-showcase.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { serve, type ServeOptions, type Serving } from '../../../server/serve.ts';
import { addStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { systemClock } from '../../core/system-clock.ts';
import { systemRandom } from '../../core/system-random.ts';
import { noticeParts } from '../admin/notice-parts.ts';
import { embeddedKeyStore, namingFile } from '../admin/with-store.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, type Command, type Run } from '../command.ts';
import { demoSize, demoSizeOptions } from '../shell/demo-size.ts';
import { makeFolder } from '../make-folder.ts';
import { onKeptPort } from '../shell/kept-port.ts';
import { starterGone } from '../../host/start-child.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';
import { inspect } from '../../../server/query/inspect.ts';

/** The line printed when the server is ready. */
export type DemoCentralReady = {
  readonly url: string;
  /** Null when the desk is enrolled already. */
  readonly code: string | null;
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
  /** Items and cards that show something special, such as a block. */
  readonly telling: {
    readonly patrons: readonly ShowcaseEntry[];
    readonly items: readonly ShowcaseEntry[];
    readonly stops: readonly ShowcaseEntry[];
  };
};

export const demoCentralCommand = ({ reportWorker }: ProgramFiles): Command => ({
  usage: '--data DIR [--patrons N --items N] [--seed N] [--enrol]',
  options: { data: { type: 'string' }, ...demoSizeOptions, enrol: { type: 'boolean' } },
  run: async (run) => {
    // The starting process is gone: the result has no use, and the next start makes up for one that was cut off.
    const orphaned = starterGone();
    await Promise.race([
      orphaned,
      runUntilTold(async () => ({ ...(await start(run, reportWorker)), ended: orphaned })),
    ]);
    return 0;
  },
});

async function start(run: Run, reportWorker: string): Promise<Started> {
  const clock = systemClock(clockShiftMs(run));
  const data = resolve(requiredText(run.values, 'data'));
  const options: DemoOptions = { ...DEMO_DEFAULTS, ...demoSize(run.values), now: clock.now() };
  const notices = noticeParts(run.env, clock);
  const dataFeeds = { secretOf: notices.secretOf };
  const serving = await serveDemo({ data, clock, reportWorker, notices, dataFeeds });
  const { store } = serving;
  await fillOnce({ store, clock }, options, data);
  const parts = { store, clock, random: systemRandom };
  const code = hasFlag(run.values, 'enrol')
    ? (await createEnrolCode(parts, { branch: MAIN, name: 'Main desk' })).code
    : null;
  const cards = showcaseCards();
  const showing = showcaseItems(options);
  const items = await itemsThatAreIn(
    store,
    showing.map((entry) => entry.code),
  );
  const ready: DemoCentralReady = {
    url: serving.url,
    code,
    staff: DEMO_STAFF,
    patrons: cards.map((entry) => entry.code),
    items,
    telling: {
      patrons: cards,
      items: showing.filter((entry) => items.includes(entry.code)),
      stops: showcaseStops(),
    },
  };
  run.io.out(JSON.stringify(ready));
  return { close: serving.close };
}

type Opening = Pick<ServeOptions, 'data' | 'clock' | 'reportWorker' | 'notices' | 'dataFeeds'>;

/** Opens the server. A library that an earlier start did not finish is deleted: its staff come last, so it was never used. */
async function serveDemo(opening: Opening): Promise<Serving> {
  const { data, clock } = opening;
  const serving = await openServer(opening);
  const [library] = await serving.store.read((tx) => readAllRows(tx, 'library'));
  if (library === undefined) return serving;
  const isOther = library.id !== demoLibraryRow(library.zone).id;
  if (!isOther && (await listStaff({ store: serving.store, clock })).length > 0) return serving;
  await serving.close();
  if (isOther) throw new HoldfastError('HF-CLI-013', { path: data, name: library.name });
  rmSync(data, { recursive: true, force: true });
  return openServer(opening);
}

function openServer({ data, clock, ...more }: Opening): Promise<Serving> {
  const place = { kind: 'embedded', data } as const;
  const keyStore = () => embeddedKeyStore(data);
  const options = { database: 'embedded', data, clock, random: systemRandom, keyStore, ...more };
  return onKeptPort(data, (listen) => namingFile(place, () => serve({ ...options, listen })));
}

/** Makes the library and its staff where there are none yet. */
async function fillOnce(
  to: { readonly store: Store; readonly clock: Clock },
  options: DemoOptions,
  data: string,
): Promise<void> {
  const [library] = await to.store.read((tx) => readAllRows(tx, 'library'));
  if (library === undefined) {
    await loadDemoLibrary(to, options);
    await keepDemoOutputs(to, foldersIn(data));
  }
  const known = new Set((await listStaff(to)).map(({ staff }) => staff));
  for (const { staff, pin, role } of DEMO_STAFF) {
    if (!known.has(staff)) await addStaff({ ...to, random: systemRandom }, { staff, pin, role });
  }
}

/** Folders for its letters and bills, beside the rows that they are made from. */
function foldersIn(data: string): DemoFolders {
  const folders = { letters: join(data, 'letters'), bills: join(data, 'bills') };
  Object.values(folders).forEach(makeFolder);
  return folders;
}

/** So many are always offered. */
const least = 20;

/** Those of `wanted` that are in, and others of the library where they are too few. */
async function itemsThatAreIn(store: Store, wanted: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const item of wanted) {
    for await (const row of inspect(store, 'items', { item })) if (row['status'] === 'available') found.add(item);
  }
  if (found.size >= least) return [...found];
  for await (const { barcode, status } of inspect(store, 'items')) {
    if (status === 'available' && typeof barcode === 'string') found.add(barcode);
    if (found.size >= least) break;
  }
  return [...found];
}
