// `list.view`, `list.counts` and `list.export`: the lists that people work down, and those of a patron's record.

import { inventoriesHere, requiredInventory } from '../facade/inventories.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { courseId, titleId, type BranchId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Message, ReportDocument, ReportHead } from '../../../shared/reports/document.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { LIST_NAMES, LISTS, type ListName } from '../../../shared/lists/all.ts';
import { listWords, type AnyList, type ListManner } from '../../../shared/lists/define-list.ts';
import { countOf, listDocument, sayList, type PageManner } from '../../../shared/lists/say-list.ts';
import { parseShelf } from '../../../shared/callnumbers/shelf-range.ts';
import type { ListView } from '../../../shared/views/list.ts';
import { countInCopy } from '../../../db/lists/list-counts.ts';
import { countReview } from '../../../db/lists/review-counts.ts';
import { logExport, type KeptExport } from '../../../db/ledger/report-exports.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { requiredCourse } from '../facade/courses.ts';
import { requiredItem } from '../facade/items.ts';
import { branchChoices } from '../facade/titles.ts';
import { refuseLocked } from '../facade/patrons.ts';
import { reportFileName, writeList } from '../reports/write-report.ts';
import type { ListDesk } from './list-desk.ts';
import { listRows, type ListAsked } from './list-rows.ts';

/** A list by name; `of`: the card of a patron, the id of a title, a range of a shelf, or a branch other than the desk's. */
export type ListQuestion = { readonly list: ListName; readonly of?: string | undefined };

/** `list.view`. Throws HF-AUTH-021 when no one is signed in, HF-AUTH-024 without the right that the list asks for. */
export async function viewList(
  desk: Desk,
  { limit, isForPaper, ...question }: ParsedInput<'list.view'>,
): Promise<ListView> {
  requireList(desk, question.list);
  return sayList(question.list, { rows: await rowsOf(desk, question) }, { ...pageManner(desk), isForPaper }, limit);
}

/** `list.counts`: the lists of the place for work that this person may see, with how many rows each has. */
export async function countLists(desk: Desk): Promise<MethodOutput<'list.counts'>> {
  const { rights } = desk.session.required();
  const { language } = sayingAt(desk);
  const reservesName = requiredCopy(desk).library.reservesName();
  const lists: MethodOutput<'list.counts'>['lists'] = [];
  for (const list of LIST_NAMES) {
    const { work, right, ...names }: AnyList = LISTS[list];
    if (work === null || (right !== null && !rights.includes(right))) continue;
    const count = countNow(desk, list) ?? countOf(list, { rows: await rowsOf(desk, { list }) });
    lists.push({
      list,
      heading: listWords(names, reservesName)[language],
      section: work.section,
      weight: work.weight,
      count,
    });
    await desk.turn();
  }
  return { lists };
}

/** The count of the copy alone; null where acts of this desk stand over it, or rows have to be made. */
function countNow(desk: ListDesk, list: ListName): number | null {
  // The entries of each inventory are not needed to count them.
  if (list === 'inventories') return inventoriesHere(desk).length;
  const { db, sight, library } = requiredCopy(desk);
  if (sight.pendingCount() > 0) return null;
  const { branch } = desk.identity;
  if (list === 'replacement-review' || list === 'to-replace')
    return countReview(db, list, { branch, now: desk.clock.now(), terms: library.deskTerms() });
  return countInCopy(db, list, branch);
}

/** `list.export`: a list as a file; that it was taken out is noted for the audit. Throws as viewList does, and HF-CIRC-340. */
export async function exportList(
  desk: Desk,
  { format, ...question }: ParsedInput<'list.export'>,
): Promise<MethodOutput<'list.export'>> {
  requireList(desk, question.list);
  if (format === 'mrc' && !LISTS[question.list].isOrdered) throw new HoldfastError('HF-CIRC-340');
  const { staffId, staff } = desk.session.required();
  const document = await deskListDocument(desk, question, { staffId, name: staff });
  const said = sayReport(document, desk.language());
  const bytes = await writeList(said, format);
  logExport(desk.ledger, exportOfList(question.list, { at: desk.clock.now(), staffId, format }));
  return { name: reportFileName(said, format), base64: Buffer.from(bytes).toString('base64') };
}

/** The audit entry of a list that was exported; without a person: by the command line. */
export function exportOfList(
  list: ListName,
  { at, staffId, format }: Pick<KeptExport, 'at' | 'staffId'> & { readonly format: string },
): KeptExport {
  const way = staffId === null ? 'command-line' : 'screen';
  return { at, staffId, kind: list, of: 'desk', audience: 'internal', form: format, way, period: { from: at, to: at } };
}

function requireList(desk: Desk, list: ListName): void {
  desk.session.required();
  const { right, of }: AnyList = LISTS[list];
  if (right !== null) requireRight(desk, right);
  if (of === 'patron') refuseLocked(desk);
}

/** A list of a desk as a document, for its files. */
export async function deskListDocument(
  desk: ListDesk,
  question: ListQuestion,
  madeBy: ReportHead['madeBy'],
): Promise<ReportDocument> {
  const copy = requiredCopy(desk);
  const manner = mannerOf(desk);
  const { now } = manner.saying;
  const { library } = desk.identity;
  const head: ReportHead = {
    library: library.name,
    branch: copy.library.branchName(branchNamed(copy, question) ?? desk.identity.branch),
    zone: manner.zone,
    period: { from: now, to: now },
    madeBy,
    madeAt: now,
    audience: 'internal',
  };
  return listDocument(question.list, { rows: await rowsOf(desk, question) }, { head, manner, coverage: [asOf(copy)] });
}

function asOf(copy: Copy): Message {
  return { words: WORDS.asOf, params: { at: { at: replicaState(copy.db)?.asOf ?? 0 } } };
}

const WORDS = {
  asOf: {
    en: 'As known at this desk: the library’s data is as of {at}, with this desk’s own transactions added.',
    es: 'Según este mostrador: los datos de la biblioteca son de {at}, más las transacciones de este mostrador.',
  },
} as const;

async function rowsOf<N extends ListName>(desk: ListDesk, question: ListQuestion & { readonly list: N }) {
  const copy = requiredCopy(desk);
  const named = branchNamed(copy, question);
  const asked: ListAsked = {
    desk,
    copy,
    branch: named ?? desk.identity.branch,
    named,
    from: { zone: mannerOf(desk).zone, now: desk.clock.now() },
    patron: () => {
      const patron = question.of === undefined ? null : copy.sight.patronByCard(question.of);
      if (patron === null) throw new HoldfastError('HF-PATRON-001');
      return patron;
    },
    item: () => requiredItem(copy, question.of ?? ''),
    course: () => requiredCourse(copy, courseId(question.of ?? '')),
    inventory: () => requiredInventory(desk, question.of ?? ''),
    shelf: () => {
      const shelf = question.of === undefined ? null : parseShelf(question.of);
      if (shelf === null) throw new HoldfastError('HF-CIRC-211');
      return shelf;
    },
    title: () => {
      const title = question.of === undefined ? null : copy.sight.title(titleId(question.of));
      if (title === null) throw new HoldfastError('HF-CIRC-126');
      return title.id;
    },
  };
  return listRows(question.list, asked);
}

/** The branch that was named, by its id or its name; null where none was. Throws HF-PATRON-005. */
function branchNamed(copy: Copy, { list, of }: ListQuestion): BranchId | null {
  const { of: subject }: AnyList = LISTS[list];
  if (subject !== 'branch' || of === undefined) return null;
  const branch = [...copy.library.branches().values()].find(({ id, name }) => id === of || name === of);
  if (branch === undefined) throw new HoldfastError('HF-PATRON-005');
  return branch.id;
}

/** Branches that a row may ask for, that of the desk on top. */
function pageManner(desk: Desk): Omit<PageManner, 'isForPaper'> {
  return {
    ...mannerOf(desk),
    branches: branchChoices(requiredCopy(desk), desk.identity.branch),
    rights: desk.rights(),
  };
}

function mannerOf(desk: ListDesk): ListManner {
  const { library, branch } = desk.identity;
  return {
    saying: { language: desk.language(), now: desk.clock.now() },
    zone: desk.copy()?.library.branch(branch)?.zone ?? library.zone,
    currency: library.currency,
    reservesName: desk.copy()?.library.reservesName() ?? null,
  };
}
