// A list as the page shows it, and as the document that the writers of reports make files of.

import type { BranchId } from '../core/ids.ts';
import { formatInstant } from '../core/instant.ts';
import { say, type Saying } from '../core/say.ts';
import { ACTS } from '../acts/all.ts';
import { saidRights } from '../acts/define-act.ts';
import { RIGHT_NAMES } from '../core/codes/names.ts';
import type { Right } from '../circ/rights.ts';
import type { Cell, Column, Message, ReportDocument, ReportHead } from '../reports/document.ts';
import { section } from '../reports/section.ts';
import { isFigure, sayCell } from '../reports/say-cell.ts';
import type { ListView, RowQuestion } from '../views/list.ts';
import { LISTS, type ListName, type RowOf } from './all.ts';
import { listWords, type ListColumn, type ListDefinition, type ListManner, type RowAct } from './define-list.ts';
import type { Schema } from '../acts/define-act.ts';

/** Manner of a page; a row may ask for a branch. */
export type PageManner = ListManner & {
  readonly branches: readonly { readonly branch: BranchId; readonly name: string }[];
  /** Rights of the person who looks: an act without the right is shown with that reason. */
  readonly rights: readonly Right[];
  /** It is printed: other columns than those of the screen. */
  readonly isForPaper: boolean;
};

/** Rows of a list as its query found them, not yet in order. */
export type FoundRows<N extends ListName> = { readonly rows: readonly RowOf<N>[] };

/** The list for the page: its first rows, in order, and how many there are. */
export function sayList<N extends ListName>(
  name: N,
  { rows }: FoundRows<N>,
  manner: PageManner,
  most = Number.MAX_SAFE_INTEGER,
): ListView {
  const list = parseDefinition<N>(LISTS[name]);
  const { saying } = manner;
  const shown = list.columns.filter(({ onPaperOnly, onScreenOnly }) =>
    manner.isForPaper ? onScreenOnly !== true : onPaperOnly !== true,
  );
  const columns = shown.map((column) => reportColumn(column, manner));
  const ordered = rows.toSorted(list.order);
  return {
    list: name,
    heading: listWords(list, manner.reservesName ?? null)[saying.language],
    empty: list.empty[saying.language],
    ...(list.isOrdered ? { isOrdered: true as const } : {}),
    count: countOf(name, { rows }),
    columns: columns.map(({ key, label, kind }, at) => ({
      key,
      label: label[saying.language],
      kind,
      isFigure: isFigure(kind),
      stays: shown[at]?.stays ?? false,
    })),
    rows: ordered.slice(0, most).map((row) => ({
      key: list.rowKey(row),
      part: list.part?.(row, manner) ?? null,
      group: list.group?.(row, manner) ?? null,
      state: list.state(row, manner),
      texts: shown.map((column, at) => cellText(column.cell(row, manner), columns[at], manner)),
      at: shown.map((column) => instantIn(column, column.cell(row, manner))),
      opens: list.opens(row),
      acts: list.acts.flatMap(({ act, key, label, offered, asks }) => {
        const answer = offered(row);
        if (answer === false) return [];
        const whyNot = answer === true ? mayNot(act, manner) : answer[saying.language];
        return [{ act, key, label: label[saying.language], whyNot, asks: questionOf(asks, manner) }];
      }),
      names: namesOf(row),
    })),
  };
}

/** Why a person may not do an act; null where they may. */
function mayNot(act: RowAct<never>['act'], { rights, saying }: PageManner): string | null {
  const missing = rightsFor(act).find((right) => !rights.includes(right));
  if (missing === undefined) return null;
  return say(saying, MAY_NOT, { what: RIGHT_NAMES[missing][saying.language] });
}

/** Acts that the page does by itself, or that record nothing. */
const PAGE_ACTS = ['printSlip', 'wantReading', 'joinInventory', 'saveInventory'] as const;
type PageAct = (typeof PAGE_ACTS)[number];

function isPageAct(act: RowAct<never>['act']): act is PageAct {
  return PAGE_ACTS.some((one) => one === act);
}

function rightsFor(act: RowAct<never>['act']): readonly Right[] {
  if (isPageAct(act)) return [];
  if (act === 'shelveCart') return saidRights(ACTS.shelve);
  if (act === 'sendNoticeAgain') return saidRights(ACTS.settleNotice);
  if (act === 'lendInside' || act === 'lendOnce') return saidRights(ACTS.editItem);
  return saidRights(ACTS[act === 'searchAgain' || act === 'replace' ? 'reviewMissing' : act]);
}

const MAY_NOT = { en: 'Your role may not {what}.', es: 'Su rol no permite {what}.' };

function questionOf(asks: RowAct<never>['asks'], { zone, branches }: PageManner): RowQuestion | null {
  switch (asks) {
    case undefined:
      return null;
    case 'sure':
    case 'text':
    case 'place':
      return { for: asks };
    case 'date':
      return { for: 'date', zone };
    case 'branch':
      return { for: 'branch', choices: [...branches] };
  }
}

/** The list as a document: one section, with the columns of paper and files. */
export function listDocument<N extends ListName>(
  name: N,
  { rows }: FoundRows<N>,
  {
    head,
    manner,
    coverage,
  }: { readonly head: ReportHead; readonly manner: ListManner; readonly coverage: readonly Message[] },
): ReportDocument {
  const list = parseDefinition<N>(LISTS[name]);
  const shown = list.columns.filter(({ onScreenOnly }) => onScreenOnly !== true);
  const grouped = list.group;
  const groupColumn: Column[] =
    grouped === null ? [] : [{ kind: 'text', key: 'location', label: { en: 'Location', es: 'Ubicación' } }];
  const cells = (row: RowOf<N>): Cell[] => [
    ...(grouped === null ? [] : [[list.part?.(row, manner), grouped(row, manner)].filter(Boolean).join(' · ')]),
    ...shown.map((column) => column.cell(row, manner)),
  ];
  const columns = [...groupColumn, ...shown.map((column) => reportColumn(column, manner))];
  const words = listWords(list, manner.reservesName ?? null);
  const table = section(name, words, columns, rows.toSorted(list.order).map(cells));
  const notes: Message[] = rows.length === 0 ? [{ words: list.empty }] : [];
  return { ...head, kind: name, title: { words }, coverage, sections: [{ ...table, notes }] };
}

/** Rows that count: those whose work is done are shown beside them. */
export function countOf<N extends ListName>(name: N, { rows }: FoundRows<N>): number {
  const { isOver } = parseDefinition<N>(LISTS[name]);
  return rows.filter((row) => !isOver(row)).length;
}

/** Every definition has the rows of its own name; the union of them all is too wide for the compiler to see it. */
function parseDefinition<N extends ListName>(list: unknown): ListDefinition<N, Schema<RowOf<N>>> {
  return list as ListDefinition<N, Schema<RowOf<N>>>;
}

function reportColumn<R>({ kind, key, label, internal }: ListColumn<R>, { currency }: ListManner): Column {
  const common = { key, label, ...(internal === undefined ? {} : { internal }) };
  return kind === 'money' ? { ...common, kind, currency } : { ...common, kind };
}

function cellText(cell: Cell, column: Column | undefined, { saying, zone }: ListManner): string {
  if (cell === null || column === undefined) return '';
  const said = typeof cell === 'object' ? sayMessage(saying, cell) : cell;
  return sayCell(said, column, { language: saying.language, zone });
}

function sayMessage(saying: Saying, { words, params = {} }: Message): string {
  const plain = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'object' && 'at' in value ? [] : [[name, value] as const],
  );
  return say(saying, words, Object.fromEntries(plain));
}

function instantIn<R>({ kind }: ListColumn<R>, cell: Cell): string | null {
  return kind === 'instant' && typeof cell === 'number' ? formatInstant(cell) : null;
}

const NAMES = [
  'holdId',
  'titleId',
  'barcode',
  'card',
  'loanId',
  'feeId',
  'paymentId',
  'exceptionId',
  'title',
  'mark',
  'toMark',
  'otherCard',
  'reserveId',
  'readingId',
  'bookingId',
  'noticeId',
  'toStatus',
  'cart',
  'deskId',
  'lenderTerms',
  'inventoryId',
] as const;

/** Ids and codes of a row, for the acts on it. */
function namesOf(row: object): Record<string, string> {
  const fields = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = fields.get(name);
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    }),
  );
}
