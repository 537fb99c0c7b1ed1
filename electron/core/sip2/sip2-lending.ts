// Checkout, check-in and renewals of a machine. Acts that it did by itself while offline come with the time at which they happened.

import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { formatInstant, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { fieldOf, type Sip2Answer, type Sip2Request } from '../../../shared/sip2/message.ts';
import type { HandlingCue } from '../../../shared/circ/model/desk-terms.ts';
import { judgePastCheckout } from '../acts/checkout.ts';
import { eachPast, type PastLine } from '../acts/record-past.ts';
import { requiredCopy } from '../desk-sight.ts';
import { seekItem, seekPatron } from '../facade/asked.ts';
import { amountText, dateOf, momentIn, momentText, named, publicText, wordsOf, type Sip2Desk } from './sip2-desk.ts';

type Said = MethodOutput<'circ.checkout'>;
type Fields = Readonly<Record<string, string | null>>;

const itemOf = ({ desk }: Sip2Desk, barcode: string): Item | null =>
  barcode === '' ? null : requiredCopy(desk).sight.itemByBarcode(barcode);

const titleOf = ({ desk }: Sip2Desk, item: Item | null): string =>
  item === null ? '' : (requiredCopy(desk).sight.title(item.titleId)?.title ?? '');

/** Whether a copy is desensitized at checkout: items that must not be near a magnet keep their security strip active. */
function isDesensitized({ desk }: Sip2Desk, item: Item | null): boolean {
  const cues: readonly HandlingCue[] = desk.copy()?.library.deskTerms().cues?.[item?.kind ?? ''] ?? [];
  return !cues.includes('never-magnetize');
}

const reasonsOf = (desk: Sip2Desk, { reasons }: Pick<Said, 'reasons'>): string =>
  reasons
    .filter(({ effect, overridden }) => !overridden && (effect === 'block' || effect === 'override'))
    .map((reason) => publicText(desk, reason))
    .join(' ');

const dueOf = (desk: Sip2Desk, dueAt: string | undefined): string =>
  dueAt === undefined ? '' : momentText(desk, Date.parse(dueAt));

/** Checkout (11). */
export async function checkout(desk: Sip2Desk, request: Sip2Request<'11'>): Promise<Sip2Answer> {
  const { renewalPolicy, noBlock, date, noBlockDue } = request.fixed;
  const card = fieldOf(request, 'AA');
  const barcode = fieldOf(request, 'AB');
  if (barcode !== '' && noBlock !== 'Y') await seekItem(desk.desk, barcode);
  const item = itemOf(desk, barcode);
  const lent = (isLent: boolean, renewed: boolean, fields: Fields): Sip2Answer => ({
    code: '12',
    fixed: `${isLent ? 1 : 0}${renewed ? 'Y' : 'N'}${item === null ? 'U' : 'N'}${isLent && isDesensitized(desk, item) ? 'Y' : 'N'}${dateOf(desk)}`,
    fields: named(desk, { AA: card, AB: barcode, AJ: titleOf(desk, item), AH: '', ...fields }),
  });
  if (item === null) return lent(false, false, { AF: wordsOf(desk, 'unknownItem') });
  if (noBlock === 'Y') {
    const line = { kind: 'out', card, barcode, dueAt: momentIn(desk, noBlockDue) } as const;
    const { isDone, why } = await record(desk, line, date);
    const loan = requiredCopy(desk.desk).sight.currentLoan(item.id);
    return lent(isDone, false, { AH: isDone && loan !== null ? momentText(desk, loan.dueAt) : '', AF: why });
  }
  const { patron } = await seekPatron(desk.desk, card);
  const loan = requiredCopy(desk.desk).sight.currentLoan(item.id);
  if (patron !== null && loan?.patronId === patron.id) {
    if (renewalPolicy !== 'Y') return lent(false, false, { AF: wordsOf(desk, 'hasIt') });
    const again = await desk.ask('circ.renew', { item: barcode, patron: card });
    if (!again.ok) return lent(false, false, { AF: again.error.message });
    const isDone = again.value.decision === 'done';
    return lent(isDone, isDone, {
      AH: dueOf(desk, isDone ? again.value.dueAt : undefined),
      AF: reasonsOf(desk, again.value),
    });
  }
  const charges = chargesOf(desk, { card, barcode, patron });
  const money: Fields = charges === 0 ? {} : { BT: '06', BH: desk.currency, BV: amountText(desk, charges) };
  // The patron agrees to the charge before it is lent.
  if (charges > 0 && fieldOf(request, 'BO') !== 'Y') return lent(false, false, money);
  const answer = await desk.ask('circ.checkout', { patron: card, item: barcode });
  if (!answer.ok) return lent(false, false, { AF: answer.error.message });
  const isDone = answer.value.decision === 'done';
  return lent(isDone, false, {
    AH: dueOf(desk, isDone ? answer.value.dueAt : undefined),
    ...money,
    AF: isDone ? null : reasonsOf(desk, answer.value),
  });
}

/** The charge for lending; 0 where there is none, or where it is not lent. */
function chargesOf(
  { desk, as }: Sip2Desk,
  asked: {
    readonly card: string;
    readonly barcode: string;
    readonly patron: Parameters<typeof judgePastCheckout>[2]['found'];
  },
): number {
  const { card: patron, barcode: item, patron: found } = asked;
  const { decision } = as(() => judgePastCheckout(desk, { patron, item }, { found, at: desk.clock.now() }));
  // It is judged as an act of the past, which has terms even with findings against it.
  const isRefused = decision.reasons.some(
    ({ effect, overridden }) => !overridden && (effect === 'block' || effect === 'override'),
  );
  if (isRefused) return 0;
  const { rentalMinor = 0, depositMinor = 0 } = decision.terms?.charges ?? {};
  return rentalMinor + depositMinor;
}

/** A transaction of the past: recorded with the machine's time, once however often it is sent. */
async function record(
  { desk, as }: Sip2Desk,
  line:
    | { readonly kind: 'out'; readonly card: string; readonly barcode: string; readonly dueAt: Instant | null }
    | { readonly kind: 'in'; readonly barcode: string; readonly returnedAt: Instant | null },
  date: string,
): Promise<{ readonly isDone: boolean; readonly told: string | null; readonly why: string | null }> {
  const at = momentIn({ desk }, date);
  const past: PastLine = { line: 1, at, local: null, ...line };
  const { lines } = await as(() =>
    eachPast(desk, { source: 'system', right: 'circulate', lines: [past], bad: [], acts: new Map() }, 'record'),
  );
  const [said] = lines;
  const isDone = said?.state === 'recorded' || said?.state === 'known';
  return { isDone, told: said?.told ?? null, why: isDone ? null : (said?.notes.join(' ') ?? null) };
}

/** Why a copy that came back is not shelved, as the protocol numbers it: a hold here, one at another branch, a move home; null = none of these. */
function alertOf({ desk }: Sip2Desk, barcode: string): '01' | '02' | '04' | null {
  const state = requiredCopy(desk).sight.itemByBarcode(barcode)?.state;
  if (state?.status === 'on-hold-shelf') return '01';
  if (state?.status !== 'in-transit') return null;
  return state.hold === null ? '04' : '02';
}

/** Check-in (09). */
export async function checkin(desk: Sip2Desk, request: Sip2Request<'09'>): Promise<Sip2Answer> {
  const { noBlock, date, returnDate } = request.fixed;
  const barcode = fieldOf(request, 'AB');
  const item = itemOf(desk, barcode);
  const home = item === null ? '' : requiredCopy(desk.desk).library.branchName(item.home);
  const back = (isBack: boolean, alert: boolean, fields: Fields): Sip2Answer => ({
    code: '10',
    fixed: `${isBack ? 1 : 0}${isBack && isDesensitized(desk, item) ? 'Y' : 'N'}${item === null ? 'U' : 'N'}${alert ? 'Y' : 'N'}${dateOf(desk)}`,
    fields: named(desk, { AB: barcode, AQ: home, AJ: titleOf(desk, item), ...fields }),
  });
  if (item === null) return back(false, true, { CV: '99', AF: wordsOf(desk, 'unknownItem') });
  if (noBlock === 'Y') {
    const line = { kind: 'in', barcode, returnedAt: momentIn(desk, returnDate) } as const;
    const { isDone, told, why } = await record(desk, line, date);
    // It may have filled a hold: this is for the person who empties the bin.
    const alert = isDone ? alertOf(desk, barcode) : '99';
    return back(isDone, alert !== null, alert === null ? {} : { CV: alert, AF: isDone ? told : why });
  }
  const answer = await desk.ask('circ.checkin', { item: barcode, ...droppedAt(desk, returnDate) });
  if (!answer.ok) return back(false, true, { CV: '99', AF: answer.error.message });
  const { routing } = answer.value;
  if (routing === undefined || routing.route === 'reshelve') return back(true, false, { CL: routing?.route ?? null });
  return back(true, true, {
    CL: routing.route,
    CT: routing.branch,
    DA: routing.holdLabel,
    CV: alertOf(desk, barcode) ?? '99',
    AF: routing.text,
  });
}

/** When a copy was put in, if stated and a while ago. A time from a clock that is ahead is ignored. */
function droppedAt(desk: Sip2Desk, text: string): { readonly returnedAt?: string } {
  const at = momentIn(desk, text);
  return at === null || at > desk.desk.clock.now() - MINUTE_MS ? {} : { returnedAt: formatInstant(at) };
}

/** Renewal (29). */
export async function renew(desk: Sip2Desk, request: Sip2Request<'29'>): Promise<Sip2Answer> {
  const card = fieldOf(request, 'AA');
  const barcode = fieldOf(request, 'AB');
  const item = itemOf(desk, barcode);
  const renewed = (isDone: boolean, fields: Fields): Sip2Answer => ({
    code: '30',
    fixed: `${isDone ? 1 : 0}${isDone ? 'Y' : 'N'}${item === null ? 'U' : 'N'}${isDone && isDesensitized(desk, item) ? 'Y' : 'N'}${dateOf(desk)}`,
    fields: named(desk, { AA: card, AB: barcode, AJ: titleOf(desk, item), AH: '', ...fields }),
  });
  if (item === null) return renewed(false, { AF: wordsOf(desk, 'unknownItem') });
  const answer = await desk.ask('circ.renew', { item: barcode, patron: card });
  if (!answer.ok) return renewed(false, { AF: answer.error.message });
  const isDone = answer.value.decision === 'done';
  return renewed(isDone, {
    AH: dueOf(desk, isDone ? answer.value.dueAt : undefined),
    AF: isDone ? null : reasonsOf(desk, answer.value),
  });
}

/** Renew all (65). */
export async function renewAll(desk: Sip2Desk, request: Sip2Request<'65'>): Promise<Sip2Answer> {
  const answer = await desk.ask('circ.renewAll', { patron: fieldOf(request, 'AA') });
  const results = answer.ok ? answer.value.results : [];
  const barcodes = (isDone: boolean): string[] =>
    results.flatMap(({ decision, item }) => ((decision === 'done') === isDone && item !== null ? [item.barcode] : []));
  const [done, not] = [barcodes(true), barcodes(false)];
  const count = (of: readonly string[]): string => String(of.length).padStart(4, '0');
  return {
    code: '66',
    fixed: `${answer.ok ? 1 : 0}${count(done)}${count(not)}${dateOf(desk)}`,
    fields: [
      ...named(desk, {}),
      ...done.map((barcode) => ['BM', barcode] as const),
      ...not.map((barcode) => ['BN', barcode] as const),
      ['AF', answer.ok ? null : answer.error.message],
    ],
  };
}
