// `holdfast ledger export|import --format koc|…`: a desk's unsent acts in the offline file format of another system, and such a file taken in at a
// running desk, with the times that it states.

import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isOfflineFormat, type OfflineFormatName } from '../../../shared/formats/all.ts';
import { offlineContext } from '../../../shared/formats/offline-context.ts';
import { PaperViewSchema, type PaperView } from '../../../shared/views/paper.ts';
import { recentActs, type RecentAct } from '../../../db/ledger/recent-acts.ts';
import {
  hashOfFile,
  offlineFilesOf,
  OfflineManifestSchema,
  type OfflineExport,
} from '../../core/carry/offline-files.ts';
import { deskZone } from '../../core/desk-sight.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readTextFile } from '../read-text-file.ts';
import { writeOutFile } from '../write-out-file.ts';

const MOST_ACTS = 10_000;
/** A file of thousands of lines is recorded line by line. */
const LONGEST_MS = 600_000;
const MANIFEST_END = '.manifest.json';

/** The format that is asked for, where it is one of another system; null = our own. */
export function offlineFormatOf({ values }: Run): OfflineFormatName | null {
  const format = textOf(values, 'format') ?? 'holdfast';
  if (format === 'holdfast') return null;
  if (!isOfflineFormat(format))
    throw new UsageError(`--format takes holdfast, koc, evergreen, alma, sierra, polaris or destiny, not "${format}"`);
  return format;
}

/** Writes the unsent acts of a desk, and lists the losses; if the format can express none of them, no file is written. */
export async function exportOffline(run: Run, format: OfflineFormatName): Promise<number> {
  const out = resolve(requiredText(run.values, 'out'));
  const dir = resolve(requiredText(run.values, 'data'));
  const answer = await askCore(dir, 'ledger.list', {});
  const desk = await openDeskQuietly(dir, clockOf(run), systemRandom);
  try {
    if (desk.identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    const parseActs = (value: unknown) => value as RecentAct[];
    const acts = answer?.ok === true ? parseActs(answer.value) : recentActs(desk.ledger, null, MOST_ACTS).toReversed();
    const waiting = acts.filter(({ receipt }) => receipt === null);
    // Files are read again by the clock of the branch.
    const sight = desk.sight();
    const zone = sight === null ? desk.identity.library.zone : deskZone(sight);
    const context = offlineContext(zone, desk.identity.deskName);
    const made = offlineFilesOf(waiting, format, context);
    sayExport(run, made, writeFiles(out, made));
    return 0;
  } finally {
    desk.close();
  }
}

/** One file under the name that was given; several, as of formats with a file a day, into the folder that was given. */
function writeFiles(out: string, { files, manifest }: OfflineExport): string[] {
  const isFolder = existsSync(out) && statSync(out).isDirectory();
  if (files.length > 1 && !isFolder)
    throw new UsageError(`this format has a file a day, and there are ${files.length}: give --out an existing folder`);
  return files.map(({ name, text }, index) => {
    const path = isFolder ? join(out, name) : out;
    const of = {
      ...manifest,
      files: manifest.files.slice(index, index + 1).map((file) => ({ ...file, name: basename(path) })),
    };
    writeOutFile(path, text, { isPrivate: true });
    writeOutFile(`${path}${MANIFEST_END}`, `${JSON.stringify(of, null, 2)}\n`, { isPrivate: true });
    return path;
  });
}

function sayExport({ io, values }: Run, { acts, losses }: OfflineExport, written: readonly string[]): void {
  if (hasFlag(values, 'json')) return io.out(JSON.stringify({ acts, written, losses }));
  io.out(
    written.length === 0 ? 'nothing to write: no file was written' : `${acts} acts written to ${written.join(', ')}`,
  );
  const counts = Map.groupBy(losses, ({ name, loss }) => `${name}: ${LOSS_WORDS[loss]}`);
  for (const [text, some] of counts) io.out(`lost ${some.length} × ${text}`);
}

const LOSS_WORDS = {
  unsaid: 'no offline file has it',
  all: 'this format has no such transaction',
  number: 'a card or barcode that this format cannot hold',
  card: 'whose it is is not known here',
  seconds: 'the seconds',
  time: 'the time of day',
  due: 'the due date',
  returned: 'when it came back, which was before it was scanned',
} as const;

/** Takes a file in at the desk that runs, as the person signed in there. Exit code 1 where a line was not taken. */
export async function importOffline(run: Run, format: OfflineFormatName): Promise<number> {
  const [, named] = run.positionals;
  if (named === undefined) throw new UsageError(`write: holdfast ledger import FILE --data DIR --format ${format}`);
  const path = resolve(named);
  const dir = resolve(requiredText(run.values, 'data'));
  const text = readTextFile(path);
  const asked = { format, text, name: basename(path), acts: actsBeside(run, path, text) };
  const isDry = hasFlag(run.values, 'dry-run');
  const answer = await askCore(
    dir,
    isDry ? 'offline.check' : 'offline.take',
    { ...asked, callId: randomUUID() },
    LONGEST_MS,
  );
  if (answer === null) throw new HoldfastError('HF-CLI-061', { dir });
  if (!answer.ok) {
    run.io.err(`${answer.error.code}: ${answer.error.message}`);
    return 1;
  }
  const view = PaperViewSchema.parse(answer.value);
  sayImport(run, view);
  return view.refused === 0 ? 0 : 1;
}

/** Which act each line is, where this program wrote the file as it is and its manifest lies beside it. */
function actsBeside({ io }: Run, path: string, text: string): Readonly<Record<string, string>> {
  const beside = `${path}${MANIFEST_END}`;
  if (!existsSync(beside)) return {};
  const { files } = OfflineManifestSchema.parse(readJsonFile(beside));
  const own = files.filter(({ sha256 }) => sha256 === hashOfFile(text));
  if (own.length === 0) io.err(`${beside} is of another file, or this one was changed since: it is not used`);
  return Object.fromEntries(own.flatMap(({ lines }) => lines.map(({ line, act }) => [String(line), act])));
}

function sayImport({ io, values }: Run, view: PaperView): void {
  const { lines, ready, known, refused, recorded } = view;
  if (hasFlag(values, 'json')) {
    const said = lines.map(({ line, state, kind, at, notes, commandId }) => ({
      line,
      state,
      kind,
      at,
      notes,
      commandId,
    }));
    return io.out(JSON.stringify({ ready, known, refused, recorded, lines: said }));
  }
  for (const { line, state, notes } of lines) if (state === 'refused') io.out(`line ${line}: ${notes.join(' ')}`);
  const counts = [
    [recorded, 'recorded'],
    [ready, 'can be recorded'],
    [known, 'recorded before'],
    [refused, 'not taken'],
  ] as const;
  io.out(
    counts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])).join(', ') || 'nothing to take',
  );
}
