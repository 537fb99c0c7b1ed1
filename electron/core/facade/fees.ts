// `fee.list`, `fee.add`, `fee.waive`: what a patron owes, what staff add to it, and what the library does without.

import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { feeId } from '../../../shared/core/ids.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../../shared/views/circulation.ts';
import type { FeeView, MoneyAnswer } from '../../../shared/views/fee.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { ChargeSchema, type Fee } from '../../../shared/circ/model/fee.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Account, AccountFee } from '../../../db/overlay/account-view.ts';
import { requiredCopy, requireRight, sayingAt, type Copy, type Desk } from '../desk.ts';
import type { PhoneWish } from '../session/phone-codes.ts';
import { signSecond, type SecondPerson } from './check-override.ts';
import { CHARGE_WORDS, FEE_KIND_WORDS } from './money-words.ts';
import { refuseOwnAccount } from './own-account.ts';

/** The account of a patron, as of now. Throws HF-PATRON-001. */
export function listFees(desk: Desk, { patron: card }: ParsedInput<'fee.list'>): MethodOutput<'fee.list'> {
  const copy = requiredCopy(desk);
  const account = copy.sight.accountOf(requiredPatron(copy, card).id, desk.clock.now());
  return {
    ...sumsOf(desk, account),
    fees: account.fees.map((one) => feeView(desk, copy, one)),
    payments: account.payments.map(({ act, unusedMinor, refundedMinor }) => ({
      paymentId: act.id,
      at: formatInstant(act.at),
      amountMinor: act.amountMinor,
      refundedMinor,
      unusedMinor,
      text: moneyText(desk, act.amountMinor),
    })),
  };
}

/** Adds a fee. Throws HF-PATRON-001, HF-CIRC-003, HF-AUTH-024, HF-AUTH-025. */
export function addFee(desk: Desk, input: ParsedInput<'fee.add'>): MethodOutput<'fee.add'> {
  requireRight(desk, 'handle-money');
  const copy = requiredCopy(desk);
  const patron = requiredPatron(copy, input.patron);
  refuseOwnAccount(desk, patron);
  const item = input.item === undefined ? null : copy.sight.itemByBarcode(input.item);
  if (input.item !== undefined && item === null) throw new HoldfastError('HF-CIRC-003', { barcode: input.item });
  const { amountMinor, charge, note } = input;
  const args: ArgsOf<'addFee'> = {
    feeId: feeId(desk.recorder.mintId()),
    patronId: patron.id,
    itemId: item?.id ?? null,
    ...(item === null ? {} : { barcode: item.barcode }),
    amountMinor,
    charge,
    note,
  };
  const commandId = recordMoney(desk, { name: 'addFee', args, told: TOLD });
  return { ...answerAfter(desk, patron, commandId), feeId: args.feeId };
}

/** Waives a fee, or a part of it. Throws HF-PAY-001, HF-PAY-003, HF-AUTH-024, HF-AUTH-025, and for a second person what signing in throws. */
export async function waiveFee(desk: Desk, input: ParsedInput<'fee.waive'>): Promise<MethodOutput<'fee.waive'>> {
  // Signing takes a moment: what is looked at after it is recorded in the same turn.
  const signed = input.authoriser === undefined ? null : await secondWhoWaives(desk, input.authoriser);
  if (signed === null) requireRight(desk, 'waive-fees');
  const { amountMinor = null, reason } = input;
  const { patron, ref, wish } = waiverAsked(desk, input);
  refuseOwnAccount(desk, patron, signed?.second);
  const args: ArgsOf<'waive'> = { patronId: patron.id, fee: ref, amountMinor, reason };
  const override = signed === null ? {} : { override: secondsOverride(desk, signed, { reason, wish }) };
  return answerAfter(desk, patron, recordMoney(desk, { name: 'waive', args, told: TOLD, ...override }));
}

function secondsOverride(
  desk: Desk,
  { second, phone }: SecondPerson,
  { reason, wish }: { readonly reason: string; readonly wish: PhoneWish },
) {
  if (phone !== null) desk.phoneCodes.requireFor(phone, wish);
  return { codes: [], reason, authoriserId: second.staffId, ...(phone === null ? {} : { phone: phone.proof }) };
}

/** What a waiver is about, and what it asks of somebody on the phone. Throws HF-PATRON-001, HF-PAY-001 or HF-PAY-003. */
export function waiverAsked(
  desk: Desk,
  { feeId: id, patron: card, amountMinor }: Pick<ParsedInput<'fee.waive'>, 'feeId' | 'patron' | 'amountMinor'>,
) {
  const copy = requiredCopy(desk);
  const patron = ownerOf(copy, { feeId: id, patron: card });
  const { ref, fee } = requiredFee(copy.sight.accountOf(patron.id, desk.clock.now()), id);
  if (amountMinor !== undefined && amountMinor > fee.outstandingMinor) {
    throw new HoldfastError('HF-PAY-003', { owed: moneyText(desk, fee.outstandingMinor) });
  }
  const wish: PhoneWish = {
    codes: [],
    rights: ['waive-fees'],
    minor: amountMinor ?? fee.outstandingMinor,
    patronId: patron.id,
    thing: id,
  };
  return { patron, ref, wish };
}

/** Somebody else who may waive. */
async function secondWhoWaives(desk: Desk, authoriser: AuthoriserInput): Promise<SecondPerson> {
  desk.session.required();
  const signed = await signSecond(desk, authoriser);
  const { rights, staff } = signed.second;
  if (!rights.includes('waive-fees')) throw new HoldfastError('HF-AUTH-024', { staff });
  return signed;
}

const TOLD = { decision: 'done', reasons: [] } as const;

function ownerOf(copy: Copy, { feeId: id, patron: card }: Pick<ParsedInput<'fee.waive'>, 'feeId' | 'patron'>): Patron {
  if (card !== undefined) return requiredPatron(copy, card);
  const owner = copy.sight.patronOfFee(id);
  const patron = owner === null ? null : copy.sight.patron(owner);
  if (patron === null) throw new HoldfastError('HF-PAY-001');
  return patron;
}

/** A patron of this library. Throws HF-PATRON-001. */
export function requiredPatron(copy: Copy, card: string): Patron {
  const patron = copy.sight.patronByCard(card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  return patron;
}

/** A fee of an account with something outstanding. Throws HF-PAY-001. */
export function requiredFee(account: Account, id: Fee['id']): AccountFee {
  const found = account.fees.find(({ fee }) => fee.id === id);
  if (found === undefined) throw new HoldfastError('HF-PAY-001');
  return found;
}

/** Records an act of money in this turn. */
export function recordMoney(
  desk: Desk,
  act: Pick<Parameters<Desk['recorder']['record']>[0], 'name' | 'args' | 'told' | 'override'>,
): MoneyAnswer['commandId'] {
  return desk.recorder.record({ ...act, staffId: desk.session.required().staffId, saw: null, policies: [] });
}

/** What an act without a slip came to. */
function answerAfter(desk: Desk, patron: Patron, commandId: MoneyAnswer['commandId']): MoneyAnswer {
  const account = requiredCopy(desk).sight.accountOf(patron.id, desk.clock.now());
  return { commandId, ...sumsOf(desk, account), allocation: [], creditedMinor: 0 };
}

/** What is owed, growing fines aside, and what is left of payments. */
export function sumsOf(desk: Desk, account: Account): Pick<MoneyAnswer, 'owedMinor' | 'owedText' | 'creditMinor'> {
  const owedMinor = account.fees.reduce((sum, { fee, isGrowing }) => sum + (isGrowing ? 0 : fee.outstandingMinor), 0);
  return { owedMinor, owedText: moneyText(desk, owedMinor), creditMinor: account.creditMinor };
}

function feeView(desk: Desk, copy: Copy, { fee, isGrowing }: AccountFee): FeeView {
  const item = fee.itemId === null ? null : copy.sight.item(fee.itemId);
  return {
    feeId: fee.id,
    kind: fee.kind,
    kindText: kindText(sayingAt(desk), fee),
    barcode: item?.barcode ?? null,
    title: item === null ? null : (copy.sight.title(item.titleId)?.title ?? null),
    amountMinor: fee.amountMinor,
    outstandingMinor: fee.outstandingMinor,
    text: moneyText(desk, fee.outstandingMinor),
    at: formatInstant(fee.at),
    growing: isGrowing,
  };
}

/** What a fee is for, in words; a charge of a newer version stands for itself. */
export function kindText(saying: Saying, { kind, charge }: Pick<Fee, 'kind' | 'charge'>): string {
  if (kind !== 'manual') return say(saying, FEE_KIND_WORDS[kind]);
  const known = ChargeSchema.safeParse(charge);
  return known.success ? say(saying, CHARGE_WORDS[known.data]) : (charge ?? say(saying, CHARGE_WORDS.other));
}

/** An amount in the library's currency. */
export function moneyText(desk: Desk, amountMinor: number): string {
  const { currency } = desk.identity.library;
  return say(sayingAt(desk), { en: '{amount}', es: '{amount}' }, { amount: { amountMinor, currency } });
}
