// One byte flipped in every file that a desk and a server keep, after a clean stop and after a kill. It is noticed (a start that is refused by
// name, `ledger verify`, `doctor`, /health, a problem or an exception on screen) or it is harmless: nothing acknowledged is lost in silence.
// A desk that starts again is set anew from its image for each flip, so that one does not hide another. [I1] [I17] [I23]

import { closeSync, cpSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openCutLine, type CutLine } from '../../simulation/processes/cut-line.ts';
import type { Chance } from '../../simulation/world/chance.ts';
import { holds } from '../../simulation/world/broken.ts';
import { changedTables, databaseDump, type DatabaseDump } from '../../property/server/support/database-dump.ts';
import { askCore } from '../../../electron/cli/offline/ask-core.ts';
import type { AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';

export type FlipSize = {
  /** Flips in each file, and in which of them: one in so many, drawn by chance. */
  readonly each: number;
  readonly oneIn: number;
  /** Flips in each log of a database besides its beginning: a byte of it decides about everything after it. */
  readonly inLogs: number;
};

type Flips = { readonly desk: number; readonly server: number; readonly noticed: number; readonly harmless: number };
type Outcome = 'noticed' | 'harmless' | { readonly silent: string };

/** Flips bytes at a desk with unsent acts, then at the server. */
export async function attackByFlips(
  library: AttackedLibrary,
  { chance, size }: { readonly chance: Chance; readonly size: FlipSize },
): Promise<Record<string, number>> {
  const line = await openCutLine(library.url(), chance.fork('line'));
  try {
    const desk = await library.joinDesk('desk-flipped', { by: line.url });
    const found: Found[] = [];
    for (const how of ['SIGTERM', 'SIGKILL'] as const)
      found.push(...(await flipAtDesk(library, { desk, line, how, chance: chance.fork(how), size })));
    line.set('up');
    await desk.startProgram();
    await desk.settled();
    await desk.end();
    for (const how of ['SIGTERM', 'SIGKILL'] as const)
      found.push(...(await flipAtServer(library, { how, chance: chance.fork(`server ${how}`), size })));
    const silent = found.flatMap(({ file, outcome }) =>
      typeof outcome === 'string' ? [] : [`${file}: ${outcome.silent}`],
    );
    holds(
      23,
      silent.length === 0,
      () => `${silent.length} of ${found.length} flips: ${silent.slice(0, 6).join(' · ')}`,
    );
    return countsOf(found, desk);
  } finally {
    await line.close();
  }
}

type Found = { readonly where: 'desk' | 'server'; readonly file: string; readonly outcome: Outcome };

function countsOf(found: readonly Found[], desk: AttackedDesk): Record<string, number> {
  const of = (is: (one: Found) => boolean) => found.filter(is).length;
  const counts: Flips = {
    desk: of(({ where }) => where === 'desk'),
    server: of(({ where }) => where === 'server'),
    noticed: of(({ outcome }) => outcome === 'noticed'),
    harmless: of(({ outcome }) => outcome === 'harmless'),
  };
  return {
    'flips at the desk': counts.desk,
    'flips at the server': counts.server,
    noticed: counts.noticed,
    harmless: counts.harmless,
    'acts acknowledged': desk.acknowledged.length,
    'lost in silence': 0,
  };
}

type AtDesk = {
  readonly desk: AttackedDesk;
  readonly line: CutLine;
  readonly how: NodeJS.Signals;
  readonly chance: Chance;
  readonly size: FlipSize;
};

/** Acts that are not sent yet, a stop, and then a flip in each file of the folder and of its keys. */
async function flipAtDesk(library: AttackedLibrary, { desk, line, how, chance, size }: AtDesk): Promise<Found[]> {
  line.set('down');
  if (!desk.isRunning) await desk.start();
  await desk.acts(chance, 20);
  await desk.end(how);
  const folders = [desk.path, library.program.path('state')];
  const image = takeImage(library, folders);
  const found: Found[] = [];
  for (const { path, at } of placesIn(folders, { chance, size })) {
    flip(path, at);
    const outcome = await lookAtDesk(library, desk);
    found.push({ where: 'desk', file: `${relative(library.program.dir, path)} at ${at} after ${how}`, outcome });
    await desk.end('SIGKILL').catch(() => undefined);
    image.putBack();
  }
  image.remove();
  return found;
}

/** Starts the desk and looks for its acts; where one is gone, for the report of it. */
async function lookAtDesk(library: AttackedLibrary, desk: AttackedDesk): Promise<Outcome> {
  try {
    await desk.startProgram();
  } catch (error) {
    return refusedByName(error);
  }
  const listed = await askCore(desk.path, 'ledger.list', {});
  const acts = listed?.ok === true ? (listed.value as readonly { readonly body: { readonly id: string } }[]) : [];
  const ids = new Set(acts.map(({ body }) => body.id));
  const lost = desk.acknowledged.filter(({ id }) => !ids.has(id)).length;
  const said = lost === 0 ? [] : await noticesOf(library, desk);
  if (lost === 0) return 'harmless';
  return said.length > 0 ? 'noticed' : { silent: `${lost} of ${desk.acknowledged.length} acts are gone` };
}

/** Messages of the desk and its tools on a ledger that is not whole. */
async function noticesOf({ program }: AttackedLibrary, desk: AttackedDesk): Promise<string[]> {
  const verified = await program.run(['ledger', 'verify', '--data', desk.path]);
  const doctor = await program.run(['doctor', '--data', desk.path, '--json']);
  // The server is out of reach: that finding is no notice of the files.
  const bad = doctor.stdout
    .split('\n')
    .filter((line) => line.includes('"bad"') && !line.includes('"what":"server"') && !line.includes('"what":"space"'));
  const status = await desk.api.call('sync.status', {});
  const problem = status.ok ? status.value.problem : null;
  return [...(verified.code === 0 ? [] : ['verify']), ...bad, ...(problem === null ? [] : [problem])];
}

function refusedByName(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return /HF-[A-Z]+-\d{3}/.test(message) ? 'noticed' : { silent: `it ended without a code: ${message.slice(0, 200)}` };
}

type AtServer = { readonly how: NodeJS.Signals; readonly chance: Chance; readonly size: FlipSize };

/** The server stops, and then a flip in each file of its folder and of its keys. */
async function flipAtServer(library: AttackedLibrary, { how, chance, size }: AtServer): Promise<Found[]> {
  await library.stopServer(how);
  const folders = [library.central, library.program.path('state')];
  const image = takeImage(library, folders);
  const whole = await library.withStore((store) => databaseDump(store));
  image.putBack();
  const found: Found[] = [];
  for (const { path, at } of placesIn(folders, { chance, size })) {
    flip(path, at);
    const outcome = await lookAtServer(library, whole);
    found.push({ where: 'server', file: `${relative(library.program.dir, path)} at ${at} after ${how}`, outcome });
    image.putBack();
  }
  await library.serve();
  image.remove();
  return found;
}

/** Starts the server: it refuses, its health reports it within a moment, or everything is there. */
async function lookAtServer(library: AttackedLibrary, whole: DatabaseDump): Promise<Outcome> {
  try {
    await library.serve();
  } catch (error) {
    return refusedByName(error);
  }
  try {
    const health = await fetch(new URL('/health', library.url()));
    const isWell = health.status === 200 && ((await health.json()) as { readonly status: string }).status === 'ok';
    if (!isWell) return 'noticed';
  } finally {
    await library.stopServer();
  }
  try {
    return changedTables(whole, await library.withStore((store) => databaseDump(store))).length === 0
      ? 'harmless'
      : { silent: 'rows are gone or others, and health says ok' };
  } catch (error) {
    return { silent: `health says ok, and reading says ${error instanceof Error ? error.message.slice(0, 80) : ''}` };
  }
}

/** Where a byte is flipped: at random places of each file, and early in each log. */
function placesIn(
  folders: readonly string[],
  { chance, size }: { readonly chance: Chance; readonly size: FlipSize },
): { readonly path: string; readonly at: number }[] {
  const names = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    ),
  );
  return names.flatMap((path) => {
    const bytes = statSync(path).size;
    if (bytes === 0 || path.endsWith('-shm')) return [];
    const isLog = path.endsWith('-wal');
    if (!isLog && !chance.oneIn(size.oneIn)) return [];
    const places = Array.from({ length: isLog ? size.inLogs : size.each }, () => chance.below(bytes));
    // The first pages of a log are the oldest acts that are there alone.
    return (isLog ? [40 + chance.below(Math.min(4_000, bytes - 40)), ...places] : places).map((at) => ({ path, at }));
  });
}

function flip(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 0x40]), 0, 1, at);
  closeSync(file);
}

/** A copy of folders, put back as often as needed. */
function takeImage(library: AttackedLibrary, folders: readonly string[]) {
  const root = library.program.path(`image-${folders.length}-${Date.now()}`);
  for (const [index, folder] of folders.entries()) cpSync(folder, join(root, String(index)), { recursive: true });
  return {
    putBack: () => {
      for (const [index, folder] of folders.entries()) {
        if (existsSync(folder)) rmSync(folder, { recursive: true });
        cpSync(join(root, String(index)), folder, { recursive: true });
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
