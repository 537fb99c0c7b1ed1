// `holdfast list keep`: lists of a desk as files in a folder, rewritten at intervals, for the day on which the program or its computer is down. A
// list that cannot be written keeps its last file, and `lists.csv` says how old each is.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Papa from 'papaparse';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { isListName, type ListName } from '../../../shared/lists/all.ts';
import { csvText } from '../../../shared/reports/csv.ts';
import type { ReportDocument, ReportHead } from '../../../shared/reports/document.ts';
import { downtimeSheet } from '../../../shared/reports/downtime-sheet.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { writeReport } from '../../core/reports/write-report.ts';
import { refuseWords, requiredText, textOf, UsageError, wholeNumber, type Run } from '../command.ts';
import { runUntilTold } from '../shell/until-told.ts';
import { writeWholeFile } from '../write-out-file.ts';
import { languageOf } from './report.ts';

/** The lists that a desk needs on paper when nothing else works. */
const USUAL: readonly ListName[] = [
  'pull-list',
  'hold-shelf',
  'expired-holds',
  'reserves-processing',
  'reserves-to-pull',
  'equipment-bookings',
  'late-equipment',
  'patrons-to-call',
];

/** The file with the age of each list. */
const AGES = 'lists.csv';

type Kept = {
  readonly folder: string;
  readonly lists: readonly ListName[];
  /** Makes one of them; `isNoted`: the audit notes the export. */
  readonly make: (list: ListName, isNoted: boolean) => Promise<ReportDocument>;
  readonly run: Run;
};

/** The last run of one list. */
type Age = { readonly madeAt: string; readonly rows: number; readonly asOf: string; readonly failed: string | null };

/** Makes them once, or every so many minutes until a signal ends it. Exit code 1 where one of a single round could not be made. */
export async function keepLists(run: Run, make: Kept['make']): Promise<number> {
  refuseWords(run.positionals, 1);
  const folder = resolve(requiredText(run.values, 'folder'));
  // The folder is never made: where a share is not mounted, the lists would lie unseen beneath it.
  if (!existsSync(folder)) throw new HoldfastError('HF-CLI-006', { name: 'the folder', value: folder });
  const kept: Kept = { folder, lists: listsIn(run), make, run };
  const minutes = wholeNumber(run.values, 'every', { min: 1, max: 24 * 60 });
  const ages = agesIn(folder);
  if (minutes === null) return (await makeAll(kept, ages, true)) ? 0 : 1;
  const ending = new AbortController();
  await runUntilTold(async () => {
    await makeAll(kept, ages, true);
    const ended = again(kept, ages, { minutes, signal: ending.signal });
    return {
      close: () => {
        ending.abort();
        return ended;
      },
      ended,
    };
  });
  return 0;
}

async function again(
  kept: Kept,
  ages: Map<ListName, Age>,
  { minutes, signal }: { readonly minutes: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await wait(minutes * MINUTE_MS, null, { signal }).catch(() => null);
    if (!signal.aborted) await makeAll(kept, ages, false);
  }
}

function listsIn({ values }: Run): readonly ListName[] {
  const text = textOf(values, 'lists');
  if (text === null) return USUAL;
  return text.split(',').map((name) => {
    if (!isListName(name)) throw new UsageError(`--lists takes names of lists, with commas between, not "${name}"`);
    return name;
  });
}

/** Ages of the lists in the folder, from the last run. */
function agesIn(folder: string): Map<ListName, Age> {
  const path = join(folder, AGES);
  if (!existsSync(path)) return new Map();
  const rows = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data;
  return new Map(
    rows.flatMap(([list = '', madeAt = '', count = '', asOf = '', failed = '']) =>
      isListName(list) ? [[list, { madeAt, rows: Number(count), asOf, failed: failed || null }] as const] : [],
    ),
  );
}

/** Resolves to whether every list could be made. */
async function makeAll(kept: Kept, ages: Map<ListName, Age>, isNoted: boolean): Promise<boolean> {
  const { folder, lists, make, run } = kept;
  const language = languageOf(run);
  let last: ReportDocument | null = null;
  for (const list of lists) {
    try {
      const document = await make(list, isNoted);
      const said = sayReport(document, language);
      for (const form of ['pdf', 'csv'] as const)
        writeWholeFile(join(folder, `${list}.${form}`), await writeReport(said, form));
      const rows = document.sections.reduce((sum, one) => sum + one.rows.length, 0);
      const madeAt = formatLocalMoment(document.madeAt, document.zone);
      ages.set(list, { madeAt, rows, asOf: said.coverage.join(' '), failed: null });
      last = document;
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      run.io.err(`${error.code}: ${list}: ${error.message}`);
      const before = ages.get(list) ?? { madeAt: '', rows: 0, asOf: '' };
      ages.set(list, { ...before, failed: error.code });
    }
  }
  if (last !== null)
    writeWholeFile(
      join(folder, 'downtime-sheet.pdf'),
      await writeReport(sayReport(downtimeSheet(headOf(last)), language), 'pdf'),
    );
  const lines = [...ages].map(([list, { madeAt, rows, asOf, failed }]) => [
    list,
    madeAt,
    String(rows),
    asOf,
    failed ?? '',
  ]);
  writeWholeFile(join(folder, AGES), Buffer.from(csvText([['list', 'made_at', 'rows', 'as_of', 'failed'], ...lines])));
  return lists.every((list) => ages.get(list)?.failed === null);
}

function headOf({ library, branch, zone, period, madeBy, madeAt, audience }: ReportDocument): ReportHead {
  return { library, branch, zone, period, madeBy, madeAt, audience };
}
