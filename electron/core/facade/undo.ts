// `circ.undo`: take back the desk's last act on an item, a hold or a fee, or a use in the house that was counted: within ten minutes, by the same staff or a supervisor, with
// nothing later on it.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { z } from 'zod';
import {
  HoldIdSchema,
  ItemIdSchema,
  PatronIdSchema,
  TitleIdSchema,
  type ActId,
  type ItemId,
  type PatronId,
} from '../../../shared/core/ids.ts';
import { UNDO_WINDOW_MS } from '../../../shared/acts/ledger/undo.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { refund } from '../../../shared/acts/fee/refund.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema } from '../../../shared/wire/envelope.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { envelopeById, type StoredEnvelope } from '../../../db/ledger/envelopes.ts';
import { requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { itemBrief, NO_TRACE } from './say-views.ts';

type Answer = MethodOutput<'circ.undo'>;

/** What an act that is undone was about: an item, a hold, or an account. */
const OnItemSchema = z.object({ itemId: ItemIdSchema });
const OnFeeSchema = z.object({ patronId: PatronIdSchema });
const OnActSchema = z.object({ commandId: z.string() });
const OnHoldSchema = z.object({ holdId: HoldIdSchema, titleId: TitleIdSchema, patronId: PatronIdSchema });

const ON_ITEM: ReadonlySet<string> = new Set(['checkout', 'checkin', 'renew', 'resolveItem', 'changeDueDate']);
const ON_HOLD: ReadonlySet<string> = new Set(['placeHold', 'cancelHold']);

const ON_ACCOUNT: ReadonlySet<string> = new Set(['addFee', 'waive', 'refund']);

/** Counted, and on no timeline: nothing can happen to it but an undo. */
const ON_COUNT: ReadonlySet<string> = new Set(['recordUse']);

type Target =
  | { readonly on: 'account'; readonly patronId: PatronId }
  | { readonly on: 'item'; readonly itemId: ItemId }
  | { readonly on: 'count'; readonly itemId: ItemId }
  | { readonly on: 'hold'; readonly hold: z.infer<typeof OnHoldSchema> };

const WHY = {
  unknown: { en: 'it was not made at this desk', es: 'no se hizo en este mostrador' },
  kind: { en: 'acts of this kind stay', es: 'los actos de este tipo permanecen' },
  late: { en: 'it is more than ten minutes old', es: 'tiene más de diez minutos' },
  undone: { en: 'it is undone already', es: 'ya está deshecho' },
  later: { en: 'something happened to the item since', es: 'algo ocurrió con el material desde entonces' },
  laterHold: { en: 'something happened to the hold since', es: 'algo ocurrió con la reserva desde entonces' },
  laterMoney: { en: 'something happened to the account since', es: 'algo ocurrió en la cuenta desde entonces' },
  other: { en: 'somebody else did it; a supervisor may', es: 'lo hizo otra persona; puede un supervisor' },
} as const satisfies Readonly<Record<string, Words>>;

const LATER: Readonly<Record<Target['on'], Words>> = {
  item: WHY.later,
  hold: WHY.laterHold,
  account: WHY.laterMoney,
  count: WHY.undone,
};

/** Undoes an act of this desk. Throws HF-CIRC-002, which says why not. */
export function undoAct(desk: Desk, { commandId, reason }: ParsedInput<'circ.undo'>): Answer {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const target = undoTarget(desk, copy, commandId);
  const item = target.on === 'item' || target.on === 'count' ? copy.sight.item(target.itemId) : null;
  // Made before: once the act is recorded, nothing may keep its answer back.
  const answer = {
    decision: 'done' as const,
    reasons: [],
    trace: NO_TRACE,
    item: item === null ? null : itemBrief(copy, item),
  };
  const id = desk.recorder.record({
    name: 'undo',
    args: { ...undoArgs(commandId, target), ...(reason === undefined ? {} : { reason }) },
    told: { decision: 'done', reasons: [], ...takenBackBy(desk, commandId) } satisfies ToldOf<'undo'>,
    staffId: staff.staffId,
    saw: target.on === 'item' ? copy.sight.newestAct(target.itemId) : null,
    policies: [],
  });
  return { ...answer, commandId: id };
}

/** Money that was given back and is here again: it belongs to the drawer of this shift. */
function takenBackBy(desk: Desk, id: ActId): Pick<ToldOf<'undo'>, 'takenBack'> {
  const envelope = envelopeById(desk.ledger, id)?.envelope ?? null;
  if (envelope === null || envelope.args === null) return {};
  const { name, told } = EnvelopeBodySchema.parse(JSON.parse(envelope.body));
  if (name !== 'refund') return {};
  const { method } = refund.args.parse(EnvelopeArgsSchema.parse(JSON.parse(envelope.args)).command);
  const { lines } = refund.told.parse(told);
  return { takenBack: { method, amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0) } };
}

function undoArgs(commandId: ActId, target: Target): ArgsOf<'undo'> {
  if (target.on === 'item') return { commandId, itemId: target.itemId, patronId: null, titleId: null };
  if (target.on === 'account') return { commandId, itemId: null, patronId: target.patronId, titleId: null };
  if (target.on === 'count') return { commandId, itemId: null, patronId: null, titleId: null };
  return { commandId, itemId: null, patronId: target.hold.patronId, titleId: target.hold.titleId };
}

function undoTarget(desk: Desk, copy: Copy, id: ActId): Target {
  const refuse = (why: Words) => new HoldfastError('HF-CIRC-002', { why: say(sayingAt(desk), why) });
  const stored = envelopeById(desk.ledger, id);
  if (stored === null) throw refuse(WHY.unknown);
  const body = EnvelopeBodySchema.parse(JSON.parse(stored.envelope.body));
  const target = targetOf(body.name, stored);
  if (target === null) throw refuse(WHY.kind);
  if (desk.clock.now() - stored.recordedAt > UNDO_WINDOW_MS) throw refuse(WHY.late);
  if (target.on === 'count' ? isUndone(desk, id, stored) : !isNewest(copy, target, id)) throw refuse(LATER[target.on]);
  const staff = desk.session.required();
  if (body.staffId !== staff.staffId && !staff.rights.includes('undo-others')) throw refuse(WHY.other);
  return target;
}

/** Whether this desk undid an act already. */
function isUndone({ ledger }: Desk, id: ActId, { recordedAt }: StoredEnvelope): boolean {
  const undos = recordedActs(ledger, ['undo'], { from: recordedAt, to: Number.MAX_SAFE_INTEGER });
  return undos.some(({ args }) => OnActSchema.safeParse(args).data?.commandId === id);
}

/** Whether nothing happened since to what the act was about. */
function isNewest({ sight }: Copy, target: Exclude<Target, { on: 'count' }>, id: ActId): boolean {
  if (target.on === 'item') return sight.newestAct(target.itemId) === id;
  if (target.on === 'account') return sight.newestMoneyAct(target.patronId) === id;
  const { holdId, titleId } = target.hold;
  const acts = sight.holdActsOfTitle(titleId);
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undo' ? [act.target] : [])));
  const own = acts.filter((act) => act.kind !== 'undo' && act.hold === holdId && !undone.has(act.id));
  const state = sight.hold(holdId)?.state;
  return own.at(-1)?.id === id && (state === 'waiting' || state === 'cancelled');
}

function targetOf(name: string, { envelope }: StoredEnvelope): Target | null {
  if (envelope.args === null) return null;
  const { command } = EnvelopeArgsSchema.parse(JSON.parse(envelope.args));
  const onItem = ON_ITEM.has(name) ? OnItemSchema.safeParse(command).data : undefined;
  if (onItem !== undefined) return { on: 'item', itemId: onItem.itemId };
  const counted = ON_COUNT.has(name) ? OnItemSchema.safeParse(command).data : undefined;
  if (counted !== undefined) return { on: 'count', itemId: counted.itemId };
  const account = ON_ACCOUNT.has(name) ? OnFeeSchema.safeParse(command).data : undefined;
  if (account !== undefined) return { on: 'account', patronId: account.patronId };
  const hold = ON_HOLD.has(name) ? OnHoldSchema.safeParse(command).data : undefined;
  return hold === undefined ? null : { on: 'hold', hold };
}
