// bibs.csv: titles. Deleted ones are kept aside until the items and holds are known: one with a live copy or hold is taken all the same,
// since the copy stands on a shelf.

import type { Title } from '../../../shared/circ/model/title.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { noteRow, parseTable, rejectRow, takeRows } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import { evergreenTitle, sourceOf } from './source-ids.ts';

type TitleRow = { readonly id: string; readonly isDeleted: boolean; readonly title: Title };

/** Titles as they are read, and the deleted ones that wait for a decision. */
export type TitleReading = {
  /** Source's ids of all titles that an item may name. */
  readonly known: ReadonlySet<string>;
  readonly batches: () => AsyncGenerator<Title[]>;
  /** Ends the reading: the deleted titles to take. */
  readonly settle: (isUsed: (id: string) => boolean) => Title[];
  /** Source's ids of the titles that were taken, once it is settled. */
  readonly taken: () => ReadonlySet<string>;
};

/** Reads the titles batch by batch. */
export function readTitles(folder: EvergreenFolder): TitleReading {
  const known = new Set<string>();
  const refused = new Set<string>();
  const deleted: { readonly line: number; readonly value: TitleRow }[] = [];
  async function* batches(): AsyncGenerator<Title[]> {
    for await (const batch of parseTable(folder, 'bibs', parseTitle)) {
      const titles: Title[] = [];
      for (const row of batch) {
        const { id, isDeleted, title } = row.value;
        if (known.has(id)) {
          rejectRow(folder, 'bibs', row.line, `the id ${id} is there already`);
          continue;
        }
        known.add(id);
        if (isDeleted) deleted.push(row);
        else titles.push(title);
      }
      takeRows(folder, 'bibs', titles.length);
      yield titles;
    }
  }
  const settle = (isUsed: (id: string) => boolean): Title[] =>
    deleted.flatMap(({ line, value }) => {
      if (!isUsed(value.id)) {
        rejectRow(folder, 'bibs', line, 'the title is deleted');
        refused.add(value.id);
        return [];
      }
      noteRow(folder, 'bibs', line, 'the title is deleted, but has copies or holds; it is taken');
      takeRows(folder, 'bibs');
      return [value.title];
    });
  return { known, batches, settle, taken: () => known.difference(refused) };
}

function parseTitle(read: RowReader): TitleRow {
  const id = read.id('bib_id');
  const name = read.text('title');
  if (name === null) read.problem('title is empty');
  const title: Title = {
    id: evergreenTitle(id),
    title: name ?? '',
    author: read.text('author'),
    isbns: read.list('isbn'),
    published: read.text('pub_date'),
    recordType: read.text('marc_type'),
    recordForm: null,
    recordLevel: read.text('bib_level'),
    videoFormat: null,
    source: sourceOf(id),
  };
  return { id, isDeleted: read.flag('deleted') ?? false, title };
}
