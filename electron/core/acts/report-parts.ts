// Reports missing parts of a copy, or damage seen at check-in. The copy goes to inspection, and each part is billed as the branch says: at once by a
// person who handles money, else by the server.

import { addFee } from '../../../shared/acts/fee/add-fee.ts';
import { reportParts } from '../../../shared/acts/item/report-parts.ts';
import { ownPartBills, partBill, partFeeId, type PartBill } from '../../../shared/circ/model/missing-part.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import { say } from '../../../shared/core/say.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { requiredItem } from '../facade/items.ts';
import { loanJustBack, missingPartsText } from '../facade/missing-parts.ts';
import { isOwnAccount, refuseOwnAccount } from '../facade/own-account.ts';
import { ROUTE_WORDS } from '../facade/route-words.ts';
import { inspectionSlip } from '../facade/routing-slip.ts';
import { itemBrief } from '../facade/say-views.ts';
import { printerSettings, slipView } from '../facade/slip-settings.ts';
import { deskActs, recordAct, recordBeside } from './desk-act.ts';

type Reported = { readonly item: Item; readonly args: ArgsOf<'reportParts'>; readonly told: ToldOf<'reportParts'> };

/** Throws HF-CIRC-003, HF-CIRC-157 for a thing that is no part of it, HF-CIRC-181 where nothing is new, HF-CIRC-186, HF-AUTH-024, HF-AUTH-025. */
export const reportPartsAtDesk = deskActs(reportParts)((desk, input) => {
  const { barcode, missing, seen, photos = [], chargeMinor, chargeTo } = input;
  const copy = requiredCopy(desk);
  const at = desk.clock.now();
  const item = requiredItem(copy, barcode);
  const foreign = missing.find((part) => !item.parts.includes(part));
  if (foreign !== undefined) throw new HoldfastError('HF-CIRC-157', { part: foreign });
  const known = new Set(item.state.missingParts?.map(({ part }) => part));
  const parts = [...new Set(missing)].filter((part) => !known.has(part));
  if (parts.length === 0 && seen === '') throw new HoldfastError('HF-CIRC-181');
  const justBack = loanJustBack(copy, item, at);
  const loan = chargeTo === undefined ? justBack : chargedLoan(copy, item, chargeTo);
  const patron = loan === null ? null : copy.sight.patron(loan.patronId);
  if (chargeMinor !== undefined) refuseOwnAccount(desk, patron);
  const terms = copy.library.partTerms(desk.identity.branch);
  const isBilled = parts.length > 0 && patron !== null;
  const saidMinor = chargeMinor ?? null;
  const billAt = (priceMinor: MinorUnits | null) => (isBilled ? partBill(terms, { saidMinor, priceMinor }, at) : null);
  const bills = isBilled ? ownPartBills(parts, item.partPrices ?? {}, billAt) : null;
  const args: ArgsOf<'reportParts'> = {
    itemId: item.id,
    barcode: item.barcode,
    missing: parts,
    condition: seen,
    ...(photos.length === 0 ? {} : { photos }),
    ...(chargeMinor === undefined ? {} : { chargeMinor }),
  };
  const told: ToldOf<'reportParts'> = {
    decision: 'done',
    reasons: [],
    loanId: loan?.id ?? null,
    keepsLoan: terms.clockRuns === true && parts.length > 0 && loan !== null && loan.id === justBack?.id,
    bill: billAt(null),
    ...(bills === null ? {} : { bills }),
  };
  const reported = { item, args, told };
  const slip = inspectionSlip(desk, { item, at, missing: [...known, ...parts] });
  const answer = inBothLanguages(desk, null, (teller) => answerOf(teller, copy, reported, at));
  const commandId = recordAct(desk, reportParts, { args, told });
  billNow(desk, copy, { reported, loan, commandId }, at);
  // A copy that went out without a part is with its borrower: nothing is sent to inspection.
  if (justBack === null && copy.sight.currentLoan(item.id) !== null) return { ...answer, canUndo: true, commandId };
  if (printerSettings(desk).printsRouting) desk.slips.printAside(slip, commandId);
  return { ...answer, canUndo: true, commandId, slips: [slipView(desk, slip)] };
});

/** The loan of the person who is charged: they have the copy, or had it. Throws HF-CIRC-186. */
function chargedLoan({ sight }: Copy, { id }: Item, card: string): Loan {
  const patron = sight.patronByCard(card);
  const loans = [sight.currentLoan(id), ...sight.endedLoansOfItem(id)];
  const loan = loans.find((one) => one !== null && one.patronId === patron?.id) ?? null;
  if (loan === null) throw new HoldfastError('HF-CIRC-186', { card });
  return loan;
}

/** Bills the parts that are due already, if this person may add fees and it is not their own account. */
function billNow(
  desk: Desk,
  { sight }: Copy,
  { reported, loan, commandId }: { reported: Reported; loan: Loan | null; commandId: ActId },
  at: Instant,
): void {
  const { item, args, told } = reported;
  const patron = loan === null ? null : sight.patron(loan.patronId);
  if (loan === null || patron === null || !desk.rights().includes('handle-money')) return;
  if (isOwnAccount(desk, patron)) return;
  for (const { part, bill } of billedParts(args, told)) {
    if (bill.at > at) continue;
    const fee = { feeId: partFeeId(loan.id, part), patronId: patron.id, itemId: item.id, barcode: item.barcode };
    recordBeside(desk, addFee, {
      args: {
        ...fee,
        amountMinor: bill.amountMinor,
        charge: 'missing-part',
        note: part,
        report: { id: commandId, at, loan: loan.id },
      },
      told: { decision: 'done', reasons: [], beside: commandId },
    });
  }
}

/** The parts of a report that are billed, now or later, each with its bill. */
function billedParts(
  { missing }: ArgsOf<'reportParts'>,
  { bill, bills }: ToldOf<'reportParts'>,
): { readonly part: string; readonly bill: PartBill }[] {
  return missing.flatMap((part, index) => {
    const own = bills === undefined ? bill : (bills[index] ?? null);
    return own === null ? [] : [{ part, bill: own }];
  });
}

const BILLED = { en: 'Missing part: {part} {amount}', es: 'Pieza faltante: {part} {amount}' };

function answerOf(desk: Desk, copy: Copy, { item, args, told }: Reported, now: Instant): SaidAnswer {
  const saying = sayingAt(desk);
  const { currency } = desk.identity.library;
  const bills = new Map(billedParts(args, told).map(({ part, bill }) => [part, bill]));
  // A bill that was made to stay stands although the part came back: the part is billed once.
  const { loanId } = told;
  const stands = (part: string, bill: PartBill) =>
    bill.stays === true && loanId !== null && copy.sight.feeById(partFeeId(loanId, part)) !== null;
  const billed = [...bills].filter(([part, bill]) => bill.at <= now && !stands(part, bill));
  const missing = [
    ...(item.state.missingParts ?? []),
    ...args.missing.map((part) => {
      const bill = bills.get(part);
      return { part, at: now, ...(bill === undefined ? {} : { bill }) };
    }),
  ];
  return {
    decision: 'done',
    reasons: [],
    routing: {
      route: 'inspect',
      text: say(saying, ROUTE_WORDS.inspect),
      callNumber: item.callNumber,
      branch: null,
      holdLabel: null,
    },
    ...(billed.length === 0
      ? {}
      : {
          fees: billed.map(([part, { amountMinor }]) => ({
            kind: 'manual',
            amountMinor,
            text: say(saying, BILLED, { part, amount: { amountMinor, currency } }),
          })),
        }),
    handling: missingPartsText(desk, { missing, keepsLoan: told.keepsLoan, seen: args.condition }),
    item: itemBrief(copy, item),
  };
}
