// `holdfast rules import`: reads the rules of another system's export, lists converted and refused ones, and writes them to a file. A file is written
// only when the rules were taken whole, so that no half set is ever in force.

import { basename, resolve } from 'node:path';
import { importEvergreenRules } from '../../../server/import/evergreen/import-evergreen-rules.ts';
import { importFolioRules } from '../../../server/import/folio-rules/import-folio-rules.ts';
import { importKohaRules } from '../../../server/import/koha-rules/import-koha-rules.ts';
import type { ToldSettings } from '../../../shared/rules/koha/read-settings.ts';
import type { ImportNote, TallyResult } from '../../../server/import/tally.ts';
import { hasFlag, requiredText, textOf, UsageError, type Io, type Run } from '../command.ts';
import { currencyOf } from '../currency-option.ts';
import { kohaSettingsOf } from '../koha-settings-option.ts';
import { writeRules } from './write-rules.ts';

/** Rules that were read, by the file they stand in. */
type ReadSet = { readonly file: string; readonly version: string; readonly count: number; readonly rules: unknown };
type ReadRules = { readonly tally: TallyResult; readonly sets: readonly ReadSet[] };

/** Facts of the library given beside its export. */
type Told = { readonly zone: string; readonly settings: ToldSettings; readonly currency: string | null };

/** Imports the folder that is named after `import`. Exit code 1 when nothing was taken, or the settings have a fault. */
export async function importRules(run: Run): Promise<number> {
  const { positionals, values, io } = run;
  const [, path] = positionals;
  if (path === undefined) throw new UsageError('write: holdfast rules import --from evergreen|folio|koha PATH');
  const from = readFrom(run);
  const settings = kohaSettingsOf(run);
  if (settings === null) return 1;
  const zone = textOf(values, 'zone');
  const told = { zone: zone ?? 'UTC', settings, currency: currencyOf(values) };
  const read = await readRules(from, resolve(path), told);
  const sets = read.sets.filter(({ count }) => count > 0);
  const tally = zone === null ? { ...read.tally, notes: [noZone(path), ...read.tally.notes] } : read.tally;
  const out = textOf(values, 'out');
  const written = out === null || sets.length === 0 ? null : write(chooseSet(sets, textOf(values, 'rules')), out);
  if (hasFlag(values, 'json')) {
    const { kinds, rejected, notes, notTaken } = tally;
    const said = sets.map(({ file, version, count }) => ({ file, version, rules: count }));
    io.out(JSON.stringify({ kinds, rejected, notes, notTaken, sets: said, written }));
  } else report(io, { tally, sets }, written);
  return sets.length === 0 ? 1 : 0;
}

/** Dates and times of an export without a zone are read in some zone all the same: the note names it. */
function noZone(path: string): ImportNote {
  const text =
    'no --zone was given, so dates and times are read as UTC; give the zone of the library, such as --zone America/Chicago';
  return { file: basename(path), line: null, text };
}

type From = 'evergreen' | 'folio' | 'koha';

function readFrom({ values }: Run): From {
  const from = requiredText(values, 'from');
  if (from !== 'evergreen' && from !== 'folio' && from !== 'koha')
    throw new UsageError(`--from takes evergreen, folio or koha, not "${from}"`);
  const misplaced = ['settings', 'currency'].find((name) => from !== 'koha' && textOf(values, name) !== null);
  if (misplaced !== undefined) throw new UsageError(`--${misplaced} goes with --from koha only`);
  return from;
}

async function readRules(from: From, path: string, { zone, settings, currency }: Told): Promise<ReadRules> {
  if (from === 'koha') {
    const told = { told: settings, ...(currency === null ? {} : { currency }) };
    const { rules, ...tally } = await importKohaRules(path, zone, told);
    const count = rules.rows.reduce((sum, row) => sum + Object.keys(row.values).length, 0);
    return { tally, sets: [{ file: 'circulation_rules.csv', version: rules.version, count, rules }] };
  }
  if (from === 'evergreen') {
    const { rules, ...tally } = await importEvergreenRules(path, zone);
    return { tally, sets: [{ file: 'circ_matrix.csv', version: rules.version, count: rules.rules.length, rules }] };
  }
  const { sets, ...tally } = await importFolioRules(path, zone);
  return {
    tally,
    sets: sets.map(({ file, rules }) => ({ file, version: rules.version, count: rules.rules.length, rules })),
  };
}

function chooseSet(sets: readonly ReadSet[], wanted: string | null): ReadSet {
  const fitting = wanted === null ? sets : sets.filter(({ file }) => file === basename(wanted));
  const [chosen] = fitting;
  if (chosen !== undefined && fitting.length === 1) return chosen;
  throw new UsageError(`name one of the files with --rules: ${sets.map(({ file }) => file).join(', ')}`);
}

function write({ file, rules }: ReadSet, out: string): string {
  writeRules(rules, out);
  return file;
}

function report(io: Io, { tally, sets }: ReadRules, written: string | null): void {
  for (const [kind, { taken, rejected }] of Object.entries(tally.kinds))
    io.out(`${kind}: ${taken} taken, ${rejected} rejected`);
  for (const { file, line, reason } of tally.rejected) io.out(`rejected ${file}:${line}: ${reason}`);
  for (const { file, line, text } of tally.notes) io.out(`note ${file}${line === null ? '' : `:${line}`}: ${text}`);
  for (const { file, rows, reason } of tally.notTaken) io.out(`not read ${file} (${rows} lines): ${reason}`);
  for (const { file, version, count } of sets)
    io.out(`${file}: ${count} rules, version ${version}${file === written ? ', written' : ''}`);
}
