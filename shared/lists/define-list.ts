// How a list that people work down is defined: its columns, order, row acts, the page that opens on Enter, and its print. One query for each place
// fills it; one component shows it, and the writers of reports make its files.

import type { z } from 'zod';
import type { ActName } from '../acts/all.ts';
import type { Schema } from '../acts/define-act.ts';
import type { Weight } from '../circ/model/exception.ts';
import { reservesWords } from '../circ/reserves-name.ts';
import type { Right } from '../circ/rights.ts';
import type { CourseId, ExceptionId, TitleId } from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import type { Saying } from '../core/say.ts';
import type { Cell, Column } from '../reports/document.ts';

/** Subject of a list: the holdings of a branch, the acts of a desk, one patron, title, course or copy, or a range of a shelf that is read. */
export type ListSubject = 'branch' | 'desk' | 'patron' | 'title' | 'course' | 'item' | 'shelf' | 'inventory';

/** Settings for the texts of cells, besides the row: language, moment, zone and currency. */
export type ListManner = {
  readonly saying: Saying;
  readonly zone: string;
  readonly currency: string;
  /** The library's own name for its course reserves; absent or null = it has none. */
  readonly reservesName?: string | null;
};

/** A column with the cell that a row has in it. Money takes the currency of the library. */
export type ListColumn<R> = Pick<Column, 'key' | 'label' | 'internal'> & {
  readonly kind: Column['kind'];
  readonly cell: (row: R, manner: ListManner) => Cell;
  /** Letters of the row in focus never cover it: an act changes it, or a person needs it to choose one. */
  readonly stays?: true;
  /** Not on paper: only the screen has room for it. */
  readonly onScreenOnly?: true;
  /** Not on screen: only paper needs it, since nothing opens there. */
  readonly onPaperOnly?: true;
};

/** The record that Enter opens. */
export type Opens =
  | { readonly record: 'patron'; readonly card: string }
  | { readonly record: 'title'; readonly titleId: TitleId }
  | { readonly record: 'item'; readonly barcode: string }
  | { readonly record: 'course'; readonly courseId: CourseId }
  | { readonly record: 'exception'; readonly exceptionId: ExceptionId };

/** An act on the row in focus. */
export type RowAct<R> = {
  /**
   * Printing records nothing, nor does a wish for a reading without a free copy. `searchAgain` and `replace` are
   * `reviewMissing`, by the decision about the copy; of a whole cart each copy is shelved; `sendNoticeAgain` is
   * `settleNotice`; `lendInside` and `lendOnce` turn a condition of a lender on or off, which is `editItem`.
   */
  readonly act:
    | ActName
    | 'printSlip'
    | 'searchAgain'
    | 'replace'
    | 'shelveCart'
    | 'sendNoticeAgain'
    | 'lendInside'
    | 'lendOnce'
    | 'wantReading'
    | 'joinInventory'
    | 'saveInventory';
  /** One letter, each once in a list. */
  readonly key: string;
  readonly label: Words;
  /** Question in the row before the act. `sure`: cannot be undone. `text`: a reason. `place`: where it was found. */
  readonly asks?: 'sure' | 'date' | 'branch' | 'text' | 'place';
  /** Whether it is offered; words = it is shown and not possible, for this reason. */
  readonly offered: (row: R) => boolean | Words;
};

/** The sign of a row at a glance. `ready`: it stands for a person, `reserve`: on its reserve shelf; `attention`: it needs work. */
export type RowState = 'plain' | 'ready' | 'reserve' | 'attention' | 'overdue';

/** Where the place for work shows a list. */
export type WorkSection = 'first' | 'shelves' | 'money' | 'desk';

/** A definition of any list: the part that does not depend on its rows. */
export type AnyList = {
  readonly name: string;
  readonly words: Words;
  /** Its words in a library with a name of its own for its course reserves, which stands for `{reserves}`. Absent: the same. */
  readonly named?: Words;
  /** One line where the first row would be. */
  readonly empty: Words;
  readonly of: ListSubject;
  /** The right to see it; null = everyone who is signed in. */
  readonly right: Right | null;
  readonly row: Schema;
  /** Its rows are titles that are bought: it is also written as MARC records. */
  readonly isOrdered: boolean;
  /** Where the place for work shows it, and how much its rows weigh in the count; null = only inside of a record. */
  readonly work: { readonly section: WorkSection; readonly weight: Weight | null } | null;
};

/** The name of a list in a library with this name for its course reserves. */
export function listWords({ words, named }: Pick<AnyList, 'words' | 'named'>, reservesName: string | null): Words {
  return named === undefined ? words : reservesWords(reservesName, words, named);
}

/** A definition with the type of its rows. */
export type ListDefinition<N extends string, S extends Schema, R = z.output<S>> = AnyList & {
  readonly name: N;
  readonly row: S;
  /** Keeps the row in focus when the list is read again. */
  readonly rowKey: (row: R) => string;
  readonly columns: readonly ListColumn<R>[];
  readonly order: (a: R, b: R) => number;
  /** The larger heading above those of `group`, such as a section of a reading list; null for a row under none. Null = no list has any. */
  readonly part: ((row: R, manner: ListManner) => string | null) | null;
  /** The heading that rows in order stand under, such as a shelving location; null = no headings. */
  readonly group: ((row: R, manner: ListManner) => string) | null;
  readonly state: (row: R, manner: ListManner) => RowState;
  readonly acts: readonly RowAct<R>[];
  /** A row that is shown for a while after its work is done: it is not counted. */
  readonly isOver: (row: R) => boolean;
  readonly opens: (row: R) => Opens | null;
};

type Options<N extends string, S extends Schema> = Omit<
  ListDefinition<N, S>,
  'right' | 'work' | 'part' | 'group' | 'state' | 'acts' | 'isOrdered' | 'isOver'
> &
  Partial<Pick<ListDefinition<N, S>, 'right' | 'work' | 'part' | 'group' | 'state' | 'acts' | 'isOrdered' | 'isOver'>>;

/** Defines a list. */
export function defineList<const N extends string, S extends Schema>(options: Options<N, S>): ListDefinition<N, S> {
  return {
    right: null,
    isOrdered: false,
    work: null,
    part: null,
    group: null,
    state: () => 'plain',
    acts: [],
    isOver: () => false,
    ...options,
  };
}

/** Compares texts, numbers in them by their value; call numbers have `inShelfOrder`. Null comes first. */
export function inOrder(a: string | null, b: string | null): number {
  return byText.compare(a ?? '', b ?? '');
}

const byText = new Intl.Collator('en', { numeric: true });
