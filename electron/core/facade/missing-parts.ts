// Missing parts of a copy in words, and the loan that came back without them.

import type { ItemRecord } from '../../../shared/views/item.ts';
import { DAY_MS, formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { FeeId, ItemId, PatronId } from '../../../shared/core/ids.ts';
import { say } from '../../../shared/core/say.ts';
import type { ItemAct } from '../../../shared/circ/acts.ts';
import { namesOf } from '../../../shared/circ/fold/account-set.ts';
import { resolveUndos } from '../../../shared/circ/fold/undo.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { partFeeId, type MissingPart, type PartBill } from '../../../shared/circ/model/missing-part.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { deskZone, sayingAt, type Copy, type DeskSight } from '../desk-sight.ts';

const WORDS = {
  missing: { en: 'Missing: {parts}.', es: 'Falta: {parts}.' },
  billedLater: {
    en: 'Billed {amount} each on {when}, unless back by then.',
    es: 'Se cobran {amount} por cada pieza el {when}, si no regresa antes.',
  },
  eachLater: {
    en: '{part}: {amount} billed on {when}, unless back by then.',
    es: '{part}: se cobran {amount} el {when}, si no regresa antes.',
  },
  clockRuns: {
    en: 'The loan goes on until every part is back.',
    es: 'El préstamo sigue hasta que regrese cada pieza.',
  },
  waits: { en: 'Nothing is billed before it is inspected.', es: 'No se cobra nada antes de la inspección.' },
};

type Told = Pick<MissingPart, 'part' | 'at' | 'bill'>;

/** Missing parts, the effect on loan and bill, and the condition seen, a line each. */
export function missingPartsText(
  desk: DeskSight,
  { missing, keepsLoan, seen }: { missing: readonly Told[]; keepsLoan: boolean; seen: string },
): string[] {
  const saying = sayingAt(desk);
  if (missing.length === 0) return [seen];
  const { bill } = missing.at(-1) ?? {};
  const { currency } = desk.identity.library;
  const later = missing.flatMap(({ part, bill: own }) =>
    own !== undefined && own.at > saying.now ? [{ part, own }] : [],
  );
  const when = ({ at }: PartBill) => ({ dateOf: at, zone: deskZone(desk) });
  const said = ({ amountMinor, at }: PartBill) => `${amountMinor} ${at}`;
  const first = later[0]?.own;
  const isOne = first !== undefined && later.every(({ own }) => said(own) === said(first));
  return [
    say(saying, WORDS.missing, { parts: missing.map(({ part }) => part).join(', ') }),
    ...(seen === '' ? [] : [seen]),
    ...(keepsLoan ? [say(saying, WORDS.clockRuns)] : []),
    ...(bill === undefined ? [say(saying, WORDS.waits)] : []),
    ...(isOne
      ? [say(saying, WORDS.billedLater, { amount: { amountMinor: first.amountMinor, currency }, when: when(first) })]
      : later.map(({ part, own }) =>
          say(saying, WORDS.eachLater, { part, amount: { amountMinor: own.amountMinor, currency }, when: when(own) }),
        )),
  ];
}

type OfLoan = Pick<MissingPart, 'loan' | 'part'>;

/** The person who had a copy when a part of it was found to be missing; null where that is not known any more. */
export function borrowerWithout(copy: Copy, item: ItemId, part: OfLoan): Patron | null {
  const bill = billOfPart(copy, item, part);
  return bill === null ? null : copy.sight.patron(bill.patronId);
}

/**
 * The fee of a missing part, and its debtor. The report names the loan as it was then: the fee has that name, also where the loan was merged into
 * another since. Null where neither a loan nor a fee is known.
 */
export function billOfPart(
  { sight }: Copy,
  item: ItemId,
  { loan: id, part }: OfLoan,
): { readonly feeId: FeeId; readonly patronId: PatronId } | null {
  if (id === null) return null;
  const feeId = partFeeId(id, part);
  const loans = [sight.loan(id), sight.currentLoan(item), ...sight.endedLoansOfItem(item)];
  const loan = loans.find((one) => one !== null && namesOf(one).includes(id));
  const patronId = loan?.patronId ?? sight.patronOfFee(feeId);
  return patronId === null ? null : { feeId, patronId };
}

/** A missing part belongs to a loan only where the copy came back from it within this time. */
const JUST_BACK_MS = DAY_MS;

/** The loan that the newest check-in of a copy ended just now, or that goes on since for a part; null = it came back from none, or long ago, or is out again. */
export function loanJustBack({ sight }: Copy, { id, state }: Pick<Item, 'id' | 'state'>, now: Instant): Loan | null {
  const all = sight.actsOfItem(id);
  const { undone } = resolveUndos(all);
  const acts = all.filter((act) => !undone.has(act.id));
  const isNew = ({ at }: ItemAct): boolean => now - at <= JUST_BACK_MS;
  const current = sight.currentLoan(id);
  if (current !== null) {
    const scan = acts.findLast(({ kind }) => kind === 'checkin' || kind === 'checkout');
    const isKept = state.missingParts?.some(
      ({ keepsLoan, loan }) => keepsLoan === true && loan !== null && namesOf(current).includes(loan),
    );
    return isKept === true && scan?.kind === 'checkin' && isNew(scan) ? current : null;
  }
  const [loan = null] = sight.endedLoansOfItem(id);
  if (loan?.how !== 'checkin') return null;
  const from = acts.findLastIndex(({ kind }) => kind === 'checkin');
  const ended = from === -1 ? undefined : acts.slice(from).find((act) => endedBy(act, loan) === loan.inAt);
  return ended !== undefined && isNew(ended) ? loan : null;
}

/** When an act would have ended a loan: a check-in, or the return of the part that it went on for. */
function endedBy(act: ItemAct, { outAt }: Loan): Instant | null {
  const scannedAt = Math.max(act.at, outAt);
  if (act.kind === 'partReturned') return scannedAt;
  return act.kind === 'checkin' ? Math.min(Math.max(act.returnedAt ?? act.at, outAt), scannedAt) : null;
}

/** The parts of an item that are missing, and how that is settled here. */
export function partsView(desk: DeskSight, copy: Copy, item: Item): ItemRecord['missing'] {
  const { missingParts = [] } = item.state;
  const saying = sayingAt(desk);
  const terms = copy.library.partTerms(desk.identity.branch);
  const { billAfterDays = null, amountMinor = null, clockRuns = false, keepsBill = false } = terms;
  return {
    parts: missingParts.map(({ part, at, bill, keepsLoan }) => ({
      part,
      since: formatInstant(at),
      billText:
        bill === undefined
          ? null
          : say(
              saying,
              bill.at <= saying.now
                ? { en: '{amount} billed', es: '{amount} cobrados' }
                : { en: '{amount} on {when}', es: '{amount} el {when}' },
              {
                amount: { amountMinor: bill.amountMinor, currency: desk.identity.library.currency },
                when: { dateOf: bill.at, zone: deskZone(desk) },
              },
            ),
      keepsLoan: keepsLoan === true,
    })),
    terms: { billAfterDays, amountMinor, clockRuns, keepsBill },
    justBack: loanJustBack(copy, item, saying.now) !== null,
  };
}
