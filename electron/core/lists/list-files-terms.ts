// The setting of a library for lists that its desks keep as files: none at all, or none with patrons in them.

import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { LISTS, type ListName } from '../../../shared/lists/all.ts';
import type { AnyList } from '../../../shared/lists/define-list.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';

/** Null: lists of all kinds may be kept. */
export type ListFilesTerms = NonNullable<DeskTerms['listFiles']> | null;

export type AllowedLists = { readonly lists: readonly ListName[]; readonly dropped: readonly ListName[] };

/** Lists that may be kept with or without their columns of patrons, and those whose files are removed. */
export function allowedLists(terms: ListFilesTerms, lists: readonly ListName[]): AllowedLists {
  if (terms === 'none') return { lists: [], dropped: lists };
  if (terms === null) return { lists, dropped: [] };
  return { lists: lists.filter((list) => !isOfPatrons(list)), dropped: lists.filter(isOfPatrons) };
}

/** A list that asks for the right to see accounts is of no use without the people in it. */
function isOfPatrons(list: ListName): boolean {
  const { right }: AnyList = LISTS[list];
  return right === 'edit-patrons';
}

/** Without the columns that name people. */
export function withoutPatrons(document: ReportDocument): ReportDocument {
  return {
    ...document,
    sections: document.sections.map((section) => {
      const stays = section.columns.map(({ kind }) => kind !== 'person');
      return {
        ...section,
        columns: section.columns.filter((_, at) => stays[at]),
        rows: section.rows.map((row) => row.filter((_, at) => stays[at])),
      };
    }),
  };
}
