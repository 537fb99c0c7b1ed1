// Undoes the desk's last act on an item, a hold or a fee, or a count: within ten minutes, by the same staff or a supervisor, with no later act on it.
// Acts recorded beside it are undone with it.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import type { ActId, HoldId, ItemId, PatronId, TitleId } from '../../../shared/core/ids.ts';
import { type ArgsOf, type ToldOf, ACTS } from '../../../shared/acts/all.ts';
import { undo, UNDO_WINDOW_MS } from '../../../shared/acts/ledger/undo.ts';
import { actNamed, parseCommand, type Command } from '../../../shared/acts/commands.ts';
import { argsLeft, toldLeft } from '../../../shared/acts/read-act.ts';
import { firstNamed, STAYS } from '../../../shared/acts/define-act.ts';
import { addFee } from '../../../shared/acts/fee/add-fee.ts';
import { liftPartBill } from '../../../shared/acts/fee/lift-part-bill.ts';
import { waive } from '../../../shared/acts/fee/waive.ts';
import { deskAct, recordBeside } from './desk-act.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema, type EnvelopeBody } from '../../../shared/wire/envelope.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { envelopeById, type StoredEnvelope } from '../../../db/ledger/envelopes.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { billOfPart } from '../facade/missing-parts.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { itemBrief } from '../facade/say-views.ts';

type Target =
  | { readonly on: 'account'; readonly patronId: PatronId }
  | { readonly on: 'item'; readonly itemId: ItemId }
  | { readonly on: 'count'; readonly itemId: ItemId | null }
  | { readonly on: 'hold'; readonly holdId: HoldId; readonly titleId: TitleId; readonly patronId: PatronId };

const WHY = {
  unknown: { en: 'it was recorded at another desk', es: 'se registró en otro mostrador' },
  late: { en: 'it is more than ten minutes old', es: 'tiene más de diez minutos' },
  undone: { en: 'it is undone already', es: 'ya está deshecho' },
  later: { en: 'something happened to the item since', es: 'el material tuvo otro movimiento después' },
  laterHold: { en: 'something happened to the hold since', es: 'la reserva tuvo otro movimiento después' },
  laterMoney: { en: 'something happened to the account since', es: 'la cuenta tuvo otro movimiento después' },
  other: {
    en: 'another person did it; a supervisor can undo it',
    es: 'lo hizo otra persona; puede deshacerlo un supervisor',
  },
} as const satisfies Readonly<Record<string, Words>>;

const LATER: Readonly<Record<Target['on'], Words>> = {
  item: WHY.later,
  hold: WHY.laterHold,
  account: WHY.laterMoney,
  count: WHY.undone,
};

/** One of many that are taken back together: whether that is in time was judged for all of them. */
type OfMany = { readonly isInTime: boolean };

/** Undoes an act of this desk. Throws HF-CIRC-002 with the reason, and HF-AUTH-025. */
export const undoAtDesk = deskAct(undo)<OfMany | undefined>({
  judge: ({ desk, input: { commandId, reason }, before }) => {
    const copy = requiredCopy(desk);
    const { target, undone, beside } = undoTarget(desk, copy, { id: commandId, isInTime: before?.isInTime === true });
    const lifts = liftsOf(copy, { id: commandId, undone });
    const because = reason === undefined ? {} : { reason };
    const about = target.on === 'item' || target.on === 'count' ? target.itemId : null;
    const item = about === null ? null : copy.sight.item(about);
    const told = { decision: 'done' as const, reasons: [] };
    const answer = {
      ...told,
      canUndo: false,
      item: item === null ? null : itemBrief(copy, item),
      ...leftBy(desk, undone),
    };
    const money = takenBackBy(undone);
    return {
      record: { args: { ...undoArgs(commandId, target), ...because }, told: { ...told, ...money } },
      answer: (id) => {
        if (money.takenBack?.method === 'cash') desk.slips.openDrawer();
        for (const one of beside)
          recordBeside(desk, undo, { args: { ...undoArgs(one.id, one.target), ...because }, told });
        for (const args of lifts) recordBeside(desk, liftPartBill, { args, told: { ...told, isWhole: true } });
        return { ...answer, commandId: id };
      },
    };
  },
});

/** Money that was given back and is here again: it belongs to the drawer of this shift. */
function takenBackBy(undone: Command): Pick<ToldOf<'undo'>, 'takenBack'> {
  if (undone.name !== 'refund') return {};
  const amountMinor = undone.told.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return { takenBack: { method: undone.args.method, amountMinor } };
}

function undoArgs(commandId: ActId, target: Target): ArgsOf<'undo'> {
  if (target.on === 'item') return { commandId, itemId: target.itemId, patronId: null, titleId: null };
  if (target.on === 'account') return { commandId, itemId: null, patronId: target.patronId, titleId: null };
  if (target.on === 'count') return { commandId, itemId: null, patronId: null, titleId: null };
  return { commandId, itemId: null, patronId: target.patronId, titleId: target.titleId };
}

const STAYS_WRITTEN = { en: 'Its condition still says: {text}', es: 'Su estado todavía dice: {text}' };

/** Text about the copy, which no undo takes back: a person edits it. */
function leftBy(desk: Desk, undone: Command): { readonly handling?: string[] } {
  if (undone.name !== 'reportParts' || undone.args.condition === '') return {};
  return { handling: [say(sayingAt(desk), STAYS_WRITTEN, { text: undone.args.condition })] };
}

/** Lifts for the bills of a report that is undone, also those that the server made. */
function liftsOf(copy: Copy, { id: report, undone }: { id: ActId; undone: Command }): ArgsOf<'liftPartBill'>[] {
  if (undone.name !== 'reportParts' || undone.told.bill === null) return [];
  const { itemId, barcode, missing } = undone.args;
  const { loanId: loan } = undone.told;
  return missing.flatMap((part) => {
    // By the loan as it was recorded: that names the bill, also where the loan was merged into another since.
    const bill = billOfPart(copy, itemId, { loan, part });
    return bill === null ? [] : [{ ...bill, itemId, barcode, report }];
  });
}

/** Target of an undo, the act, and the acts recorded beside it. */
type Found = { readonly target: Target; readonly undone: Command; readonly beside: readonly Besides[] };

type Besides = { readonly id: ActId; readonly target: Extract<Target, { on: 'account' }> };

function undoTarget(desk: Desk, copy: Copy, { id, isInTime }: OfMany & { readonly id: ActId }): Found {
  const refuse = (why: Words) => new HoldfastError('HF-CIRC-002', { why: say(sayingAt(desk), why) });
  const stored = envelopeById(desk.ledger, id);
  if (stored === null) throw refuse(WHY.unknown);
  const body = EnvelopeBodySchema.parse(JSON.parse(stored.envelope.body));
  const undone = commandOf(body, stored);
  const target = undone === null ? null : targetOf(undone);
  if (undone === null || target === null) throw refuse(whyNever(body.name));
  if (!isInTime && desk.clock.now() - stored.recordedAt > UNDO_WINDOW_MS) throw refuse(WHY.late);
  if (target.on === 'count' ? isUndone(desk, id, stored) : !isNewest(copy, target, id)) throw refuse(LATER[target.on]);
  const staff = desk.session.required();
  const { othersRight } = undo;
  const isAllowed = body.staffId === staff.staffId || othersRight === null || staff.rights.includes(othersRight);
  if (!isAllowed) throw refuse(WHY.other);
  const beside = besidesOf(desk, id, stored);
  const patrons = [
    firstNamed(undone.names(), 'patron'),
    borrowerIn(copy, undone),
    ...beside.map((one) => one.target.patronId),
  ];
  for (const patron of patrons) if (patron !== null) refuseOwnAccount(desk, copy.sight.patron(patron));
  return { target, undone, beside };
}

/** The person whose loan or bill a report of missing parts is about, also where the loan was merged into another since. */
function borrowerIn(copy: Copy, undone: Command): PatronId | null {
  if (undone.name !== 'reportParts') return null;
  const { loanId: loan, bill, keepsLoan } = undone.told;
  const [part] = undone.args.missing;
  if (part === undefined || (bill === null && !keepsLoan)) return null;
  return billOfPart(copy, undone.args.itemId, { loan, part })?.patronId ?? null;
}

/** Acts on accounts that were recorded beside one, as far as they stand. */
function besidesOf(desk: Desk, id: ActId, stored: StoredEnvelope): Besides[] {
  const since = { from: stored.recordedAt, to: Number.MAX_SAFE_INTEGER };
  return recordedActs(desk.ledger, [addFee.name, waive.name], since).flatMap((act): Besides[] => {
    const { patronId = null } = argsLeft(act);
    if (toldLeft(act).beside !== id || patronId === null || isUndone(desk, act.id, stored)) return [];
    return [{ id: act.id, target: { on: 'account', patronId } }];
  });
}

/** Whether this desk undid an act already. */
function isUndone({ ledger }: Desk, id: ActId, { recordedAt }: Pick<StoredEnvelope, 'recordedAt'>): boolean {
  const undos = recordedActs(ledger, [undo.name], { from: recordedAt, to: Number.MAX_SAFE_INTEGER });
  return undos.some((act) => argsLeft(act).commandId === id);
}

/** Whether the act's subject has no later act. */
function isNewest({ sight }: Copy, target: Exclude<Target, { on: 'count' }>, id: ActId): boolean {
  if (target.on === 'item') return sight.newestAct(target.itemId) === id;
  if (target.on === 'account') return sight.newestMoneyAct(target.patronId) === id;
  const { holdId, titleId } = target;
  const acts = sight.holdActsOfTitle(titleId);
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undo' ? [act.target] : [])));
  const own = acts.filter((act) => act.kind !== 'undo' && act.hold === holdId && !undone.has(act.id));
  const state = sight.hold(holdId)?.state;
  return own.at(-1)?.id === id && (state === 'waiting' || state === 'cancelled');
}

/** The act as it was recorded; null once its arguments are gone. */
function commandOf({ name, version, told }: EnvelopeBody, { envelope }: StoredEnvelope): Command | null {
  if (envelope.args === null) return null;
  const { command: args } = EnvelopeArgsSchema.parse(JSON.parse(envelope.args));
  const command = parseCommand(name, version, { args, told });
  return command.ok ? command.value : null;
}

/** The target of an undo, from the act's definition; null where the act is never undone. */
function targetOf(undone: Command): Target | null {
  const { undo: on } = ACTS[undone.name];
  const names = undone.names();
  const [item, hold, title] = [firstNamed(names, 'item'), firstNamed(names, 'hold'), firstNamed(names, 'title')];
  const patron = firstNamed(names, 'patron');
  switch (on) {
    case 'item':
      return item === null ? null : { on, itemId: item };
    case 'count':
      return { on, itemId: item };
    case 'account':
      return patron === null ? null : { on, patronId: patron };
    case 'hold':
      if (hold === null || title === null || patron === null) return null;
      return { on, holdId: hold, titleId: title, patronId: patron };
    default:
      return null;
  }
}

function whyNever(name: string): Words {
  const on = actNamed(name)?.undo ?? STAYS;
  return typeof on === 'string' ? STAYS : on;
}
