// Imports titles and their copies of MARC records: ISO 2709 or MARCXML, MARC 21 or UNIMARC, one file or a folder of them.

import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { hashedId } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import { currencyDecimals } from '../../../shared/core/money.ts';
import { isPlain } from '../../../shared/core/plain-text.ts';
import type { UnreadRows } from '../csv/table-folder.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { importRecords, type OpenedSource, type Opening } from '../records/import-records.ts';
import { rejectRecord, type CatalogueBatch, type RecordSource } from '../records/record-source.ts';
import type { Found, ItemRecord, TitleRecord } from '../records/record.ts';
import type { Tally } from '../tally.ts';
import { cutRecords, readIso2709, type MarcEncoding } from './iso2709.ts';
import type { ItemMapping } from './item-mapping.ts';
import { itemsOfRecord, type ItemReading } from './items-of-record.ts';
import type { ReadMarc } from './marc-record.ts';
import { readMarcXml } from './marc-xml.ts';
import { loadMarc8, type Marc8 } from './marc8.ts';
import { titleOfRecord } from './title-of-record.ts';

/** The name of the source in every imported row. */
const MARC = 'marc';

export type MarcOptions = ImportOptions & {
  readonly libraryName?: string | undefined;
  readonly currency?: string | undefined;
  /** How copies are described; by default as the records show. */
  readonly items?: ItemMapping | 'auto' | 'none' | undefined;
  readonly encoding?: MarcEncoding | undefined;
};

/** Imports a file or a folder. Throws HF-IMPORT-001 to -008. */
export function importMarc(options: MarcOptions): Promise<ImportResult> {
  return importRecords(options, MARC, (opening) => openMarc(opening, options));
}

type MarcFile = { readonly file: string; readonly path: string };

const FORMS = /\.(mrc|marc|dat|iso|iso2709|xml|marcxml)(\.gz)?$/i;

async function openMarc(opening: Opening, options: MarcOptions): Promise<OpenedSource> {
  const { path, tally, zone, onRows } = opening;
  const { libraryName = 'Library', currency = 'USD', encoding = 'auto', items = 'auto' } = options;
  const files = await findFiles(path, tally);
  const library = opening.library ?? {
    id: libraryId(hashedId(MARC, 'library', libraryName)),
    name: libraryName,
    zone,
    currency,
  };
  const reading: Reading = {
    tally,
    onRows,
    how: { encoding, marc8: await loadMarc8() },
    items: { mapping: items, zone, decimals: currencyDecimals(library.currency) },
    unread: { ids: new Set(), isVague: false },
    notes: new Map(),
    hasCopies: false,
  };
  let rows = 0;
  for (const file of files) rows += await countRecords(file);
  const none = () => Promise.resolve([]);
  const source: RecordSource = {
    system: MARC,
    library,
    joins: true,
    tally,
    // A MARC record without copies says nothing about copies, even if other records describe theirs.
    covers: (kind) => kind === 'title' || (kind === 'item' && reading.hasCopies),
    unread: () => reading.unread,
    namesByCode: true,
    addsPlaces: { branch: true, location: true },
    branches: none,
    locations: none,
    rules: () => Promise.resolve(null),
    loans: none,
    holds: none,
    fees: none,
    patrons: noPatrons,
    catalogue: () => readCatalogue(files, reading),
  };
  return { source, rows };
}

async function* noPatrons(): AsyncGenerator<never> {
  // Records of titles name none.
}

async function findFiles(path: string, tally: Tally): Promise<MarcFile[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new HoldfastError('HF-IMPORT-001', { path }, { cause });
  });
  if (found.isFile()) return [{ file: basename(path), path }];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry): MarcFile => ({
      file: relative(path, join(entry.parentPath, entry.name)),
      path: join(entry.parentPath, entry.name),
    }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  for (const { file } of files)
    if (!FORMS.test(file)) tally.notTaken({ file, rows: 0, reason: 'its name is none of a file of MARC records' });
  const taken = files.filter(({ file }) => FORMS.test(file));
  if (taken.length === 0) throw new HoldfastError('HF-IMPORT-002', { path, files: '*.mrc, *.xml' });
  return taken;
}

function isXml({ file }: MarcFile): boolean {
  return /xml(\.gz)?$/i.test(file);
}

/** Reads a file to its end before anything is taken of it, so that damage shows before anything is written. */
async function countRecords(file: MarcFile): Promise<number> {
  let rows = 0;
  for await (const batch of isXml(file) ? readMarcXml(file.path) : cutRecords(file.path)) rows += batch.length;
  return rows;
}

type Reading = {
  readonly tally: Tally;
  readonly onRows: (rows: number) => void;
  readonly how: { readonly encoding: MarcEncoding; readonly marc8: Marc8 };
  readonly items: ItemReading;
  readonly unread: UnreadRows;
  /** Number of records that a note is true of, by file: one line each would be as many as there are records. */
  readonly notes: Map<string, number>;
  /** A record was read that describes a copy. */
  hasCopies: boolean;
};

async function* readCatalogue(files: readonly MarcFile[], reading: Reading): AsyncGenerator<CatalogueBatch> {
  const { tally, onRows, how, notes } = reading;
  for (const marc of files) {
    for await (const batch of isXml(marc) ? readMarcXml(marc.path) : readIso2709(marc.path, how)) {
      yield toBatch(batch, marc.file, reading);
      onRows(batch.length);
    }
    for (const [text, count] of notes) tally.note({ file: marc.file, line: null, text: `${count} records: ${text}` });
    notes.clear();
  }
}

function toBatch(batch: readonly ReadMarc[], file: string, reading: Reading): CatalogueBatch {
  const titles: Found<TitleRecord>[] = [];
  const items: Found<ItemRecord>[] = [];
  const refuse = (line: number, kind: 'title' | 'item', reason: string) => {
    rejectRecord(reading, kind, { file, line }, reason);
    reading.unread.isVague = true;
  };
  for (const read of batch) {
    const { line } = read;
    if (read.record === null) {
      refuse(line, 'title', read.reason);
      continue;
    }
    for (const note of read.record.notes) reading.notes.set(note, (reading.notes.get(note) ?? 0) + 1);
    if (read.record.leader[5] === 'd') {
      rejectRecord(reading, 'title', { file, line }, 'the record is deleted');
      continue;
    }
    const title = titleOfRecord(read.record);
    if (title === null || !isPlain(title)) {
      refuse(line, 'title', title === null ? 'the record has no title' : 'it has a sign in it that no database keeps');
      continue;
    }
    titles.push({ at: { file, line }, value: title });
    for (const copy of itemsOfRecord(read.record, title.id, reading.items)) {
      reading.hasCopies = true;
      if ('reason' in copy) refuse(line, 'item', copy.reason);
      else items.push({ at: { file, line }, value: copy.item });
    }
  }
  return { titles, items };
}
