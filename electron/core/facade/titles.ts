// `title.find`, `title.view`: titles with their copies, one row a title.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { titleId, type TitleId, type BranchId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { TitleSummary } from '../../../shared/views/title.ts';
import { inShelfOrder } from '../../../shared/callnumbers/shelf-order.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { findCopies } from './find-copies.ts';

/** Copies that are looked through for each title that is asked for: most titles have few. */
const COPIES_EACH = 6;

/** Finds titles by words, author, call number, ISBN, or the barcode of a copy. */
export function findTitlesBy(desk: Desk, { query, limit }: ParsedInput<'title.find'>): MethodOutput<'title.find'> {
  const copy = requiredCopy(desk);
  const items = findCopies(copy, query, limit * COPIES_EACH);
  const titles = [...new Set(items.map((item) => item.titleId))].slice(0, limit);
  return { titles: titles.map((id) => summary(copy, id)) };
}

/** One title. Throws HF-CIRC-126. */
export function viewTitle(desk: Desk, input: ParsedInput<'title.view'>): MethodOutput<'title.view'> {
  const copy = requiredCopy(desk);
  const title = requiredTitle(copy, titleId(input.titleId));
  return {
    ...summary(copy, title.id),
    isbns: title.isbns,
    pickups: branchChoices(copy, desk.identity.branch),
  };
}

/** Throws HF-CIRC-126. */
export function requiredTitle({ sight }: Copy, id: TitleId): Title {
  const title = sight.title(id);
  if (title === null) throw new HoldfastError('HF-CIRC-126');
  return title;
}

/** Branches to choose from, that of the desk on top. */
export function branchChoices({ library }: Pick<Copy, 'library'>, here: BranchId) {
  const isHere = (branch: string): number => (branch === here ? 0 : 1);
  return [...library.branches().values()]
    .map(({ id, name }) => ({ branch: id, name }))
    .toSorted((a, b) => isHere(a.branch) - isHere(b.branch) || inOrder(a.name, b.name));
}

function summary({ sight }: Copy, id: TitleId): TitleSummary {
  const title = sight.title(id);
  const items = sight.itemsOfTitle(id);
  const numbers = items.map(({ callNumber }) => callNumber).filter((text) => text !== '');
  return {
    titleId: id,
    title: title?.title ?? items[0]?.barcode ?? '',
    author: title?.author ?? null,
    published: title?.published ?? null,
    callNumber: numbers.toSorted(inShelfOrder)[0] ?? null,
    copies: items.length,
    available: items.filter(({ state }) => state.status === 'available').length,
    holds: sight.holdsOfTitle(id).length,
  };
}
