// Disks that are full, or read-only, at a desk and at its server, at any moment of the work. An act that cannot be written is refused before it is
// acknowledged, the desk goes on while only the server is full, and everything goes on by itself once there is room. [I1] [I17] [I26] [I30]

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Chance } from '../../simulation/world/chance.ts';
import { holds } from '../../simulation/world/broken.ts';
import type { Options } from '../../integration/electron/cli/support/program.ts';
import type { AttackedDesk } from './attacked-desk.ts';
import { openLibrary, type AttackedLibrary } from './attacked-library.ts';
import { expectExactlyOnce } from './exactly-once.ts';

const FAULTS = ['full', 'no-space-at-commit', 'read-only'] as const;
type Fault = (typeof FAULTS)[number] | '';
/** The error of a full disk, as a person sees it. */
const TOLD = /^HF-DB-00[45]$/;
/** Pages that a file has already may hold some acts more. */
const MOST_ACTS = 600;

const injected = pathToFileURL(join(import.meta.dirname, '../../crash/electron/support/inject-faults.ts')).href;

/** A library whose server's disk and whose desk's disk fail in turn. */
export async function attackByFullDisks({
  chance,
  rounds,
}: {
  readonly chance: Chance;
  readonly rounds: number;
}): Promise<Record<string, number>> {
  const state = { refused: 0, faults: 0 };
  const files: Record<'desk' | 'server', string> = { desk: '', server: '' };
  const withFaults = (file: string): Options => ({
    env: { NODE_OPTIONS: `--import ${injected}`, HOLDFAST_FAULT_FILE: file },
  });
  const library = await openLibrary({
    server: (program) => {
      files.server = program.path('server-fault');
      files.desk = program.path('desk-fault');
      return withFaults(files.server);
    },
  });
  const fail = (where: keyof typeof files, fault: Fault) => {
    if (fault !== '') state.faults += 1;
    writeFileSync(files[where], fault);
  };
  try {
    const desk = await library.joinDesk('desk-full', { options: withFaults(files.desk) });
    for (let round = 0; round < rounds; round += 1)
      for (const fault of FAULTS) {
        await desk.acts(chance, chance.between(1, 4));
        fail('desk', fault);
        state.refused += await refusedUntilRoom(desk, { fault, chance });
        fail('desk', '');
        await desk.acts(chance, 2);
        await workWhileServerIsFull(library, desk, { chance, fail: (on) => fail('server', on ? fault : '') });
      }
    await desk.settled();
    await desk.end();
    await expectExactlyOnce(library, desk);
    const acts = desk.acknowledged.length;
    return { 'disks failed': state.faults, 'acts refused': state.refused, 'acts acknowledged': acts, lost: 0 };
  } finally {
    await library.close();
  }
}

/** Every act is refused from some moment on, in words of the disk; nothing of it is half there. Returns how many were refused. */
async function refusedUntilRoom(
  desk: AttackedDesk,
  { fault, chance }: { readonly fault: Fault; readonly chance: Chance },
): Promise<number> {
  let refused = await desk.act(chance);
  for (let tries = 0; refused === null && tries < MOST_ACTS; tries += 1) refused = await desk.act(chance);
  holds(30, refused !== null, () => `${MOST_ACTS} acts were taken with a disk that is ${fault}`);
  let count = 0;
  for (let more = 0; more < 5; more += 1) {
    const { code, message } = refused ?? { code: '', message: '' };
    // A smaller act may find room in a page that is there.
    if (refused !== null) count += 1;
    holds(30, refused === null || TOLD.test(code), () => `${fault}: ${code} ${message}`);
    refused = await desk.act(chance);
  }
  return count;
}

/** The server takes nothing; the desk works and keeps it, and hands it in once there is room. */
async function workWhileServerIsFull(
  library: AttackedLibrary,
  desk: AttackedDesk,
  { chance, fail }: { readonly chance: Chance; readonly fail: (on: boolean) => void },
): Promise<void> {
  await desk.settled();
  fail(true);
  await desk.acts(chance, chance.between(3, 8));
  await desk.api.get('sync.now', {});
  fail(false);
  await desk.settled().catch((error: unknown) => {
    throw new Error(`once its disk had room the server said: ${library.serverSaid().slice(-2_000)}`, { cause: error });
  });
  const health = await fetch(new URL('/health', library.url()));
  holds(30, health.status === 200, () => `the server says ${health.status} after its disk has room`);
}
