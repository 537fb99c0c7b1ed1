// `holdfast import`: loads an export of another system into the library.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importEvergreen } from '../../../server/import/evergreen/import-evergreen.ts';
import type { ImportResult } from '../../../server/import/import-options.ts';
import { importFolio, type FolioOptions } from '../../../server/import/folio/import-folio.ts';
import { importHoldfast } from '../../../server/import/holdfast/import-holdfast.ts';
import { importKoha, type KohaOptions } from '../../../server/import/koha/import-koha.ts';
import { importMarc, type MarcOptions } from '../../../server/import/marc/import-marc.ts';
import { ITEM_MAPPINGS } from '../../../server/import/marc/item-mapping.ts';
import { importPlain, type PlainOptions } from '../../../server/import/plain/import-plain.ts';
import { PLAIN_TABLES, PlainNamesSchema, type PlainNames } from '../../../server/import/plain/plain-tables.ts';
import { newId } from '../../../server/new-id.ts';
import { tellRun } from '../../../server/import/runs/tell-run.ts';
import { placeOf } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Io, type Run } from '../command.ts';
import { currencyOf } from '../currency-option.ts';
import { clockOf } from '../clock-option.ts';
import { kohaSettingsOf } from '../koha-settings-option.ts';
import { marcOptionsOf } from '../marc-options.ts';
import { readJsonFile } from '../read-json-file.ts';
import { withPlace } from '../admin/with-store.ts';

type Importer = (options: PlainOptions & KohaOptions & FolioOptions & MarcOptions) => Promise<ImportResult>;

/** Importers by the name of their source. */
const IMPORTERS: Readonly<Record<string, Importer>> = {
  evergreen: importEvergreen,
  koha: importKoha,
  folio: importFolio,
  csv: importPlain,
  marc: importMarc,
  holdfast: importHoldfast,
};

export const importCommand: Command = {
  usage: `--from ${Object.keys(IMPORTERS).join('|')} --into DIR|URL PATH [--dry-run] [--prune] [--zone IANA]
       [--library NAME] [--currency XXX] [--settings FILE] [--rules FILE]
       [--items NAME|FILE] [--encoding NAME] [--names FILE] [--progress] [--json]

Loads an export into a library's database: DIR of an embedded one, or the URL of a PostgreSQL. The same bytes twice change nothing.
Prints counts per kind, and every row that was not taken with its file, line and reason. docs/import.md lists what is read.
  evergreen  a folder of CSV files, one for each table
  koha       the same of Koha's tables; --settings tells the site settings of its rules
  folio      a folder of JSON records; --rules names the file whose rules come into force, where several hold some
  csv        a folder of the library's own CSV files: ${Object.keys(PLAIN_TABLES).slice(0, 7).join(', ')},
             ${Object.keys(PLAIN_TABLES).slice(7).join(', ')}; any of them. --names: a JSON file that tells what they and
             their columns are called
  marc       a file or folder of MARC 21 or UNIMARC records (ISO 2709 or MARCXML), titles with their copies; --items says which
             field describes a copy: ${Object.keys(ITEM_MAPPINGS).join(', ')}, a file, none; by default
             what the records show. --encoding: auto, marc-8, iso-5426, utf-8, latin-1
  holdfast   a folder that holdfast export made, into an empty database
--library and --currency are those of a library that is new.`,
  options: {
    from: { type: 'string' },
    into: { type: 'string' },
    'dry-run': { type: 'boolean' },
    prune: { type: 'boolean' },
    zone: { type: 'string' },
    library: { type: 'string' },
    currency: { type: 'string' },
    settings: { type: 'string' },
    rules: { type: 'string' },
    items: { type: 'string' },
    encoding: { type: 'string' },
    names: { type: 'string' },
    progress: { type: 'boolean' },
  },
  mostWords: 1,
  run: async (run) => {
    const { values, positionals, io } = run;
    const [path] = positionals;
    if (path === undefined) throw new UsageError('name one folder to import');
    const from = requiredText(values, 'from');
    const importer = Object.hasOwn(IMPORTERS, from) ? IMPORTERS[from] : undefined;
    if (importer === undefined)
      throw new UsageError(`--from takes ${Object.keys(IMPORTERS).join(', ')}, not "${from}"`);
    if (from !== 'koha' && textOf(values, 'settings') !== null)
      throw new UsageError('--settings goes with --from koha only');
    if (from !== 'folio' && textOf(values, 'rules') !== null)
      throw new UsageError('--rules goes with --from folio only');
    for (const name of ['items', 'encoding'])
      if (from !== 'marc' && textOf(values, name) !== null)
        throw new UsageError(`--${name} goes with --from marc only`);
    if (from !== 'csv' && textOf(values, 'names') !== null) throw new UsageError('--names goes with --from csv only');
    const names = plainNamesOf(values);
    const marc = marcOptionsOf(values);
    const settings = kohaSettingsOf(run);
    if (settings === null) return 1;
    const result = await runImport(run, path, (options) => importer({ ...options, ...marc, names, settings }));
    if (hasFlag(values, 'json')) io.out(JSON.stringify(result));
    else report(io, result, hasFlag(values, 'dry-run'));
    return 0;
  },
};

/** The names that `--names` gives to columns of a library's files. */
function plainNamesOf(values: Run['values']): PlainNames | undefined {
  const path = textOf(values, 'names');
  if (path === null) return undefined;
  const parsed = PlainNamesSchema.safeParse(readJsonFile(resolve(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--names ${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

async function runImport(run: Run, path: string, importer: Importer): Promise<ImportResult> {
  const { values, io } = run;
  const into = requiredText(values, 'into');
  const place = placeOf(into, resolve(into));
  const isDry = hasFlag(values, 'dry-run');
  const source = requiredText(values, 'from');
  const options = (store: Store | null) => ({
    path: resolve(path),
    store,
    zone: textOf(values, 'zone') ?? undefined,
    dryRun: isDry,
    prune: hasFlag(values, 'prune'),
    libraryName: textOf(values, 'library') ?? undefined,
    currency: currencyOf(values) ?? undefined,
    rulesFile: textOf(values, 'rules') ?? undefined,
    onProgress: hasFlag(values, 'progress') ? progressLine(io) : undefined,
  });
  // Neither looking nor an export that is refused must leave a database behind.
  if (place.kind === 'embedded' && !existsSync(join(place.data, 'central.db'))) {
    const looked = await importer({
      ...options(null),
      clock: clockOf(run),
      ...(isDry ? {} : { onProgress: undefined }),
    });
    if (isDry) return looked;
  }
  return withPlace(run, place, ({ store, clock }) => {
    const { onProgress: line, ...given } = options(store);
    const telling = { store, clock, id: newId(clock, systemRandom), source, path: resolve(path), isDry };
    return tellRun(telling, (tell) =>
      importer({
        ...given,
        clock,
        onProgress: (progress) => {
          line?.(progress);
          tell(progress);
        },
      }),
    );
  });
}

/** At most ten lines, so that a log of it can be read. */
function progressLine(io: Io): (progress: { done: number; total: number }) => void {
  let tenth = 0;
  return ({ done, total }) => {
    const now = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (now <= tenth) return;
    tenth = now;
    io.err(`${done} of ${total} rows read`);
  };
}

function report(io: Io, result: ImportResult, isDry: boolean): void {
  const kinds = Object.entries(result.kinds);
  const width = Math.max(...kinds.map(([name]) => name.length));
  for (const [name, { taken, rejected }] of kinds)
    io.out(`${name.padEnd(width)}  ${taken} taken, ${rejected} rejected`);
  for (const line of sayChanges(result, isDry)) io.out(line);
  for (const { file, line, reason } of result.rejected) io.out(`rejected ${file}:${line}: ${reason}`);
  for (const { file, line, text } of result.notes) io.out(`note ${file}${line === null ? '' : `:${line}`}: ${text}`);
  for (const { file, rows, reason } of result.notTaken) io.out(`not read ${file} (${rows} rows): ${reason}`);
  for (const row of result.editedHere) io.out(`edited here ${row.kind} ${row.sourceId}: ${row.fields.join(', ')}`);
  for (const row of result.keptHere) io.out(`kept here ${row.kind} ${row.sourceId}: ${row.why}`);
  for (const row of result.absent) io.out(sayAbsent(row));
  for (const kind of result.pruneWithheld)
    io.out(`dropped nothing of the kind ${kind}: rows of it could not be read, and may be those that were not found`);
  io.out(
    `zone ${result.zone}; ${result.written} rows written, ${result.unchanged} unchanged${isDry ? ' (nothing was written: dry run)' : ''}`,
  );
}

/** Lists the changes by kind, each with a few sample rows. Rows are named by their ids in the source. */
function sayChanges({ changes }: ImportResult, isDry: boolean): string[] {
  return Object.entries(changes).flatMap(([kind, { added, changed, samples }]) => {
    if (added + changed === 0) return [];
    const said = samples.map(({ sourceId, fields }) =>
      fields === null ? sourceId : `${sourceId} (${fields.join(', ')})`,
    );
    const more = added + changed > samples.length ? ', …' : '';
    return [
      `${isDry ? 'would change' : 'changed'} ${kind}: ${added} new, ${changed} changed: ${said.join(', ')}${more}`,
    ];
  });
}

function sayAbsent({ kind, sourceId, fate }: ImportResult['absent'][number]): string {
  if (fate === 'unsure')
    return `not found in the export: ${kind} ${sourceId} (it may be in one of the rows that could not be read)`;
  return `no longer in the export: ${kind} ${sourceId} (${fate})`;
}
