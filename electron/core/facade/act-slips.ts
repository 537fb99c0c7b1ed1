// Slips of acts of this desk, made from the acts themselves: so the last one can be made again, and one from its trace.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId, ItemId, PatronId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { METHOD_NAMES, nameOfCode } from '../../../shared/core/codes/names.ts';
import { say } from '../../../shared/core/say.ts';
import { sayDueOnPaper } from '../../../shared/core/say-date.ts';
import { readAct, type KnownAct } from '../../../shared/acts/read-act.ts';
import { feeIdOf, type FeeRef } from '../../../shared/circ/model/fee.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import type { ToldTerms } from '../../../shared/circ/told.ts';
import {
  dueSlip,
  paymentSlip,
  refusalSlip,
  returnSlip,
  type DueLine,
  type MoneyLine,
  type SlipOwner,
} from '../../../shared/slips/make-slips.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt } from '../desk-sight.ts';
import { explain } from './explain.ts';
import { kindText, moneyText } from './fees.ts';
import { feeWords } from '../../../shared/circ/fee-words.ts';
import { PRINTER_TEXTS } from './printer-words.ts';
import { inspectionSlip, routingSlip } from './routing-slip.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';
import { printerSettings, slipHead } from './slip-settings.ts';

type At = { readonly at: Instant };

/** The slip of one payment, of an item that came in, or of all that went out or was renewed among these acts. Throws HF-UI-020, or 021 where it is gone. */
export function slipOfActs(desk: Desk, ids: readonly ActId[]): Slip {
  const acts = ids.map((id) => actById(desk, id));
  const money = acts.find((act) => act.name === 'pay' || act.name === 'refund');
  if (money !== undefined) return moneySlip(desk, money);
  const reported = acts.find((act) => act.name === 'reportParts');
  if (reported !== undefined) return reportedSlip(desk, reported);
  const returned = acts.find((act) => act.name === 'checkin');
  return returned === undefined ? lentSlip(desk, acts) : returnedSlip(desk, returned);
}

/** Receipt of the items that these acts took in. Throws HF-UI-020, HF-UI-021. */
export function slipOfReturns(desk: Desk, ids: readonly ActId[]): Slip {
  const acts = ids.map((id) => actById(desk, id));
  const { sight } = requiredCopy(desk);
  const items = acts.flatMap((act) => {
    if (act.name !== 'checkin') return [];
    const { itemId, barcode } = left(act.args());
    const item = sight.item(itemId);
    return [{ barcode, title: (item === null ? null : sight.title(item.titleId))?.title ?? '' }];
  });
  if (items.length === 0) throw new HoldfastError('HF-UI-020');
  return returnSlip(slipHead(desk, acts.at(-1)?.at ?? desk.clock.now()), items);
}

/** Why an item is not lent to a patron now. Throws HF-UI-020 where nothing is in the way. */
export async function slipOfRefusal(
  desk: Desk,
  asked: { readonly patron: string; readonly item: string },
): Promise<Slip> {
  const { decision, reasons, item } = await explain(desk, asked);
  const left = reasons.filter(({ effect }) => effect === 'block' || effect === 'override');
  if (decision === 'done' || left.length === 0) throw new HoldfastError('HF-UI-020');
  const patron = requiredCopy(desk).sight.patronByCard(asked.patron);
  const { patronOnSlip } = printerSettings(desk);
  return refusalSlip(
    slipHead(desk, desk.clock.now()),
    patron === null ? { patron: null, patronOnSlip } : ownerOf(desk, patron.id),
    { item: { barcode: asked.item, title: item?.title ?? '' }, reasons: left.map(({ text }) => text) },
  );
}

function actById(desk: Desk, id: ActId): KnownAct & At {
  const stored = envelopeById(desk.ledger, id);
  if (stored === null) throw new HoldfastError('HF-UI-020');
  const act = readAct(stored.envelope);
  if (!act.known) throw new HoldfastError('HF-UI-021');
  return { ...act, at: stored.recordedAt };
}

/** Throws HF-UI-021 for a purged part. */
function left<T>(part: T | 'gone'): T {
  if (part === 'gone') throw new HoldfastError('HF-UI-021');
  return part;
}

/** The slip that went with an item. An item that stays in place has none. */
function returnedSlip(desk: Desk, act: KnownAct<'checkin'> & At): Slip {
  const { itemId, barcode } = left(act.args());
  const item = requiredCopy(desk).sight.item(itemId);
  // A report made as it came in sends it elsewhere than the check-in did.
  const missing = item?.state.missingParts?.filter(({ at }) => at >= act.at).map(({ part }) => part) ?? [];
  if (item !== null && missing.length > 0) return inspectionSlip(desk, { item, at: act.at, missing });
  const slip = routingSlip(desk, { itemId, barcode, at: act.at, told: left(act.told()) });
  if (slip === null) throw new HoldfastError('HF-UI-020');
  return slip;
}

function reportedSlip(desk: Desk, act: KnownAct<'reportParts'> & At): Slip {
  const { itemId, missing } = left(act.args());
  const item = requiredCopy(desk).sight.item(itemId);
  if (item === null) throw new HoldfastError('HF-UI-020');
  return inspectionSlip(desk, { item, at: act.at, missing });
}

function lentSlip(desk: Desk, acts: readonly (KnownAct & At)[]): Slip {
  const lent = acts.flatMap((act) => lentBy(act) ?? []);
  const [first] = lent;
  if (first === undefined) throw new HoldfastError('HF-UI-020');
  // A slip belongs to one person: an item that another person took is on another slip. A proxy's slip lists the items of the sponsor too.
  const holder = first.carriedBy ?? first.patronId;
  const own = lent.filter(({ patronId, carriedBy }) => (carriedBy ?? patronId) === holder);
  return dueSlip(
    slipHead(desk, acts.at(-1)?.at ?? desk.clock.now()),
    ownerOf(desk, holder),
    own.map((one) => ({
      ...dueLine(desk, one),
      ...(one.carriedBy === undefined ? {} : { sponsor: ownerOf(desk, one.patronId).patron }),
    })),
  );
}

type Lent = {
  readonly patronId: PatronId;
  /** The proxy who took it. */
  readonly carriedBy?: PatronId | undefined;
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly told: ToldTerms;
  readonly at: Instant;
};

function lentBy(act: KnownAct & At): Lent | null {
  if (act.name !== 'checkout' && act.name !== 'renew') return null;
  const { patronId, itemId, barcode, ...args } = left(act.args());
  const carriedBy = 'carriedBy' in args ? args.carriedBy : undefined;
  return { patronId, carriedBy, itemId, barcode, told: left(act.told()), at: act.at };
}

function dueLine(desk: Desk, { itemId, barcode, told, at }: Lent): DueLine {
  const copy = requiredCopy(desk);
  const item = copy.sight.item(itemId);
  const title = item === null ? null : copy.sight.title(item.titleId);
  const grain = copy.policy(told.policyRef.policyHash)?.grain ?? 'day';
  const due = { dueAt: told.dueAt, grain, zone: deskZone(desk) };
  return { barcode, title: title?.title ?? '', dueText: sayDueOnPaper(desk.language(), due, at) };
}

function ownerOf(desk: Desk, id: PatronId): SlipOwner {
  const patron = requiredCopy(desk).sight.patron(id);
  const { patronOnSlip } = printerSettings(desk);
  if (patron === null) return { patron: null, patronOnSlip };
  const card = cardOf(patron);
  const name = patron.name.family === '' ? '' : sortName(patron.name, card);
  return { patron: { card, name }, patronOnSlip };
}

function moneySlip(desk: Desk, act: (KnownAct<'pay'> | KnownAct<'refund'>) & At): Slip {
  const text = (words: keyof typeof PRINTER_TEXTS, params = {}): string =>
    say(sayingAt(desk), PRINTER_TEXTS[words], params);
  const line = (what: string, amountMinor: number): MoneyLine => ({ what, amount: moneyText(desk, amountMinor) });
  const head = slipHead(desk, act.at);
  if (act.name === 'refund') {
    const { patronId, method } = left(act.args());
    const { slipNumber, lines } = left(act.told());
    const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const title = text('number', { number: slipNumber });
    return paymentSlip(head, ownerOf(desk, patronId), {
      title,
      amount: line(text('givenBack'), total),
      lines: [],
      after: [{ what: text('method'), amount: methodText(desk, method, null) }],
    });
  }
  const { patronId, amountMinor, tenderedMinor, method, reference } = left(act.args());
  const { slipNumber, lines, owedAfterMinor } = left(act.told());
  const credit = amountMinor - lines.reduce((sum, paid) => sum + paid.amountMinor, 0);
  const change = tenderedMinor === undefined ? 0 : tenderedMinor - amountMinor;
  return paymentSlip(head, ownerOf(desk, patronId), {
    title: text('number', { number: slipNumber }),
    amount: line(text('total'), amountMinor),
    lines: [
      ...lines.map((paid) => line(feeText(desk, paid.fee), paid.amountMinor)),
      ...(credit > 0 ? [line(text('credit'), credit)] : []),
    ],
    after: [
      { what: text('method'), amount: methodText(desk, method, reference) },
      ...(tenderedMinor === undefined ? [] : [line(text('tendered'), tenderedMinor)]),
      ...(change > 0 ? [line(text('change'), change)] : []),
      ...(owedAfterMinor === undefined ? [] : [line(text('stillOwed'), owedAfterMinor)]),
    ],
  });
}

/** How it was paid, with the number of a terminal or a cheque. */
function methodText(desk: Desk, method: string, reference: string | null): string {
  const name = say(sayingAt(desk), nameOfCode(METHOD_NAMES, method));
  return reference === null ? name : `${name} · ${reference}`;
}

/** The reason for a fee, in words. A manual fee is known by its row; without the row only its kind is known. */
function feeText(desk: Desk, ref: FeeRef): string {
  const saying = sayingAt(desk);
  if (ref.kind !== 'manual') return say(saying, feeWords(ref));
  const fee = requiredCopy(desk).sight.feeById(feeIdOf(ref));
  return fee === null ? say(saying, PRINTER_TEXTS.fee) : kindText(saying, fee);
}
