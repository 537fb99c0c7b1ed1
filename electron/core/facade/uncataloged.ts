// `uncataloged.kinds`, `uncataloged.lend`, `uncataloged.takeBack`: things without a barcode, by kind and number. Each piece is a copy that the desk numbers
// itself and uses again, so that loans, due dates, fees and use figures are those of any copy.

import { addItem } from '../../../shared/acts/item/add-item.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { pieceBarcode, pieceMark, type UncatalogedKind } from '../../../shared/circ/model/uncataloged.ts';
import { itemsBegunWith } from '../../../db/replica/queries/items.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { checkinAtDesk } from '../acts/checkin.ts';
import { checkoutAtDesk } from '../acts/checkout.ts';
import { recordAct } from '../acts/desk-act.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { findPatron } from './asked.ts';
import { patronBrief } from './say-views.ts';

/** Every kind, in the order of the setting, with how many are out. */
export function uncatalogedKinds(desk: Desk): MethodOutput<'uncataloged.kinds'> {
  const copy = requiredCopy(desk);
  const kinds = copy.library.deskTerms().uncataloged ?? [];
  return { kinds: kinds.map((kind) => ({ id: kind.id, name: kind.name, out: piecesOut(desk, copy, kind).length })) };
}

/**
 * Lends pieces of an uncataloged kind. Throws HF-CIRC-324 for a kind that the library does not have, and the errors of a checkout. The first refused
 * piece ends it.
 */
export async function lendUncataloged(
  desk: Desk,
  { patron, kind: code, count }: ParsedInput<'uncataloged.lend'>,
): Promise<MethodOutput<'uncataloged.lend'>> {
  let dueText: string | null = null;
  const commandIds: ActId[] = [];
  for (let done = 0; done < count; done += 1) {
    const kind = requiredUncataloged(requiredCopy(desk), code);
    const item = freePiece(desk, kind);
    const answer = await checkoutAtDesk.handle(desk, { patron, item });
    if (answer.decision !== 'done')
      return {
        done,
        commandIds,
        dueText,
        whyNot: answer.reasons.find(({ effect }) => effect !== 'message')?.text ?? '',
        whose: null,
        fees: [],
      };
    dueText = answer.dueText ?? null;
    if (answer.commandId !== undefined) commandIds.push(answer.commandId);
  }
  return { done: count, commandIds, dueText, whyNot: null, whose: null, fees: [] };
}

/** Takes back pieces of an uncataloged kind, the first due first. Throws HF-CIRC-324, HF-PATRON-001, and the errors of a check-in. */
export async function takeBackUncataloged(
  desk: Desk,
  { patron: card, kind: code, count }: ParsedInput<'uncataloged.takeBack'>,
): Promise<MethodOutput<'uncataloged.takeBack'>> {
  const copy = requiredCopy(desk);
  const kind = requiredUncataloged(copy, code);
  const patron = card === undefined ? null : await findPatron(desk, card);
  if (card !== undefined && patron === null) throw new HoldfastError('HF-PATRON-001');
  const out = piecesOut(desk, copy, kind).filter(({ loan }) => patron === null || loan.patronId === patron.id);
  const back = out.toSorted((a, b) => a.loan.dueAt - b.loan.dueAt || a.loan.outAt - b.loan.outAt).slice(0, count);
  const commandIds: ActId[] = [];
  const fees: { readonly name: string; readonly text: string }[] = [];
  for (const { item } of back) {
    const answer = await checkinAtDesk.handle(desk, { item: item.barcode });
    if (answer.commandId !== undefined) commandIds.push(answer.commandId);
    fees.push(...(answer.fees ?? []).map(({ text }) => ({ name: answer.patron?.name ?? '', text })));
  }
  return {
    done: back.length,
    commandIds,
    dueText: null,
    whyNot: back.length < count ? '' : null,
    whose: patron === null ? null : patronBrief(patron).name,
    fees,
  };
}

function requiredUncataloged(copy: Copy, code: string): UncatalogedKind {
  const kind = (copy.library.deskTerms().uncataloged ?? []).find(({ id }) => id === code);
  if (kind === undefined) throw new HoldfastError('HF-CIRC-324');
  return kind;
}

/**
 * Pieces of a kind that are lent: those of the copy, and those that this desk recorded since. Read by barcode, since an item type may have a million
 * books.
 */
export function piecesOut(
  desk: Desk,
  { db, sight }: Copy,
  kind: UncatalogedKind,
): { readonly item: Item; readonly loan: Loan }[] {
  const mark = pieceMark(kind);
  // The character after the last one of the mark, which is a hyphen.
  const known = itemsBegunWith(db, mark, `${mark.slice(0, -1)}.`).map(({ id }) => id);
  const ids = new Set([...known, ...ownPieces(desk, kind).map(({ id }) => id)]);
  return [...ids].flatMap((id) => {
    const [item, loan] = [sight.item(id), sight.currentLoan(id)];
    return item === null || loan === null ? [] : [{ item, loan }];
  });
}

/** Pieces that this desk numbered, from the first on. */
function ownPieces(desk: Desk, kind: UncatalogedKind): Item[] {
  const { sight } = requiredCopy(desk);
  const pieces: Item[] = [];
  for (let number = 1; ; number += 1) {
    const item = sight.itemByBarcode(pieceBarcode(kind, desk.identity.deskId, number));
    if (item === null) return pieces;
    pieces.push(item);
  }
}

/** The barcode of a piece of this desk that is not on loan; a new one is recorded where all are out or older than the settings of the kind. */
function freePiece(desk: Desk, kind: UncatalogedKind): string {
  const { sight } = requiredCopy(desk);
  for (let number = 1; ; number += 1) {
    const barcode = pieceBarcode(kind, desk.identity.deskId, number);
    const item = sight.itemByBarcode(barcode);
    if (item !== null && item.state.status === 'available' && isOfKind(desk, item, kind)) return barcode;
    if (item !== null) continue;
    const library = desk.identity.library.id;
    const ids = { itemId: provisionalItemId(library, barcode), titleId: provisionalTitleId(library, barcode) };
    const fields = { kind: kind.type };
    recordAct(desk, addItem, {
      args: { ...ids, barcode, title: kind.name, author: null, fields, uncataloged: true },
      told: { decision: 'done', reasons: [], isSought: false },
    });
    return barcode;
  }
}

/** Whether a piece has the item type and the name that its kind has now: both may have changed since it was numbered. */
function isOfKind(desk: Desk, { kind: type, titleId }: Item, kind: UncatalogedKind): boolean {
  return type === kind.type && requiredCopy(desk).sight.title(titleId)?.title === kind.name;
}
