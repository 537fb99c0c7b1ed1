// `holdfast ledger export|import`: a desk's unsent acts as a file, and such a file handed in, over the line of another desk or straight into the
// library's database. The file holds the signed envelopes themselves: only their desk's key could have made them, so any person may carry them.

import { resolve } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { HandedInSchema, type HandedIn } from '../../../shared/views/carry.ts';
import { err, ok } from '../../../shared/core/result.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { OWN_DESK } from '../../../shared/circ/own-desk.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { openCarried } from '../../../server/desks/open-carried.ts';
import { handIn, type HandedRequest } from '../../core/carry/hand-in.ts';
import { pendingFile } from '../../core/carry/pending-file.ts';
import { pushCarried } from '../../core/carry/push-carried.ts';
import { readBrought, type BroughtFile } from '../../core/carry/read-file.ts';
import { ServerClient } from '../../core/link/server-client.ts';
import { openDeskQuietly, type QuietDesk } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { systemTimers } from '../../core/system-timers.ts';
import { withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { readTextFile } from '../read-text-file.ts';
import { writeOutFile } from '../write-out-file.ts';

const PendingFileSchema = z.object({ name: z.string(), text: z.string(), acts: z.int() });

/** Writes the unsent acts of a desk to a file; without any, no file is written. */
export async function exportPending(run: Run): Promise<number> {
  const path = resolve(requiredText(run.values, 'out'));
  const answer = await askCore(dataDir(run), 'ledger.export', {});
  const file =
    answer?.ok === true
      ? PendingFileSchema.parse(answer.value)
      : await quietly(run, ({ ledger, identity }) => {
          const self = enrolled(run, identity);
          return pendingFile(ledger, self, { now: clockOf(run).now(), zone: self.library.zone, random: systemRandom });
        });
  if (file.acts > 0) writeOutFile(path, file.text, { isPrivate: true });
  const written = file.acts > 0 ? path : null;
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ acts: file.acts, written }));
  else run.io.out(written === null ? 'nothing waits: no file was written' : `${file.acts} acts written to ${path}`);
  return 0;
}

/** Hands a file in. Exit code 1 when not all of it was taken. */
export async function importCarried(run: Run): Promise<number> {
  const [, named] = run.positionals;
  if (named === undefined) throw new UsageError('write: holdfast ledger import FILE --data DIR');
  const path = resolve(named);
  const text = readTextFile(path);
  const read = readBrought(text);
  if (!read.ok) throw new HoldfastError('HF-CLI-004', { path, why: `line ${read.error.line}: ${read.error.why}` });
  const isForLibrary = textOf(run.values, 'database') !== null;
  const handed = isForLibrary ? await intoLibrary(run, read.value) : await overDesk(run, read.value, text);
  report(run, handed);
  return 0;
}

async function intoLibrary(run: Run, file: BroughtFile): Promise<HandedIn> {
  return withStore(run, async ({ store, clock }) => {
    const [library] = await store.read((tx) => readAllRows(tx, 'library'));
    checkLibrary(file, library?.id ?? null);
    const runner = createCommandRunner({ store, clock });
    const open = async (handed: HandedRequest) =>
      handed.kind === 'clear' ? handed.request : openCarried({ store, random: systemRandom }, handed.request);
    return handIn(file.parts, null, async (handed) => {
      const request = await open(handed).catch(nullWhereSealedForAnother);
      return request === null ? err('not-opened') : ok(await runner.run(request, OWN_DESK));
    });
  });
}

function nullWhereSealedForAnother(error: unknown): null {
  if (error instanceof HoldfastError && error.code === 'HF-SERVER-019') return null;
  throw error;
}

async function overDesk(run: Run, file: BroughtFile, text: string): Promise<HandedIn> {
  return quietly(run, async ({ identity, signer }) => {
    const self = enrolled(run, identity);
    checkLibrary(file, self.library.id);
    // A running desk hands in over the line that it has.
    const answer = await askCore(dataDir(run), 'ledger.import', { text });
    const told = answer?.ok === true ? HandedInSchema.safeParse(answer.value) : null;
    if (told?.success === true) return told.data;
    const clock = clockOf(run);
    const client = new ServerClient({ baseUrl: self.serverUrl, mono: () => clock.mono(), fetch, timers: systemTimers });
    return handIn(file.parts, self.deskId, (request) => pushCarried({ client, identity: self, signer }, request));
  });
}

function checkLibrary({ library }: BroughtFile, own: string | null): void {
  if (library !== own) throw new HoldfastError('HF-CLI-015', { library });
}

const STOPPED = {
  unreachable: 'HF-CLI-018',
  'bad-signature': 'HF-CLI-016',
  gap: 'HF-CLI-017',
  'desk-forked': 'HF-CLI-019',
  'not-opened': 'HF-CLI-020',
  'old-server': 'HF-CLI-021',
} as const;

/** Reports the accepted acts, also where it stopped early. */
function report(run: Run, handed: HandedIn): void {
  const { acts, outcomes, own, stopped } = handed;
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(handed));
  else {
    const answers = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
    const ownActs = own === 0 ? [] : [`${own} of this desk itself, which sends them by itself`];
    run.io.out(`${acts} acts in the file: ${[...answers, ...ownActs].join(', ') || 'none taken'}`);
  }
  if (stopped !== null) throw new HoldfastError(STOPPED[stopped.why], { desk: stopped.deskId, seq: stopped.seq });
}

function enrolled(run: Run, identity: QuietDesk['identity']): NonNullable<QuietDesk['identity']> {
  if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir: dataDir(run) });
  return identity;
}

async function quietly<T>(run: Run, work: (desk: QuietDesk) => T | Promise<T>): Promise<T> {
  const desk = await openDeskQuietly(dataDir(run), clockOf(run), systemRandom);
  try {
    return await work(desk);
  } finally {
    desk.close();
  }
}

function dataDir({ values }: Run): string {
  return resolve(requiredText(values, 'data'));
}
