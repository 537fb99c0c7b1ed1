// `circ.undo`: take back the desk's last act on an item: within ten minutes, by the same staff or a supervisor, with nothing later on it.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema } from '../../../shared/core/ids.ts';
import { UNDO_WINDOW_MS, type UndoArgs } from '../../../shared/circ/commands/undo.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema } from '../../../shared/wire/envelope.ts';
import { envelopeById, type StoredEnvelope } from '../../../db/ledger/envelopes.ts';
import { requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { itemBrief, NO_TRACE } from './say-views.ts';

type Answer = MethodOutput<'circ.undo'>;

/** Arguments of the acts that can be undone here. */
const TargetArgsSchema = z.object({ itemId: ItemIdSchema, patronId: PatronIdSchema.optional() });

const undoable: ReadonlySet<string> = new Set(['checkout', 'checkin', 'renew', 'resolveItem']);

const WHY = {
  unknown: { en: 'it was not made at this desk', es: 'no se hizo en este mostrador' },
  kind: { en: 'acts of this kind stay', es: 'los actos de este tipo permanecen' },
  late: { en: 'it is more than ten minutes old', es: 'tiene más de diez minutos' },
  later: { en: 'something happened to the item since', es: 'algo ocurrió con el material desde entonces' },
  other: { en: 'somebody else did it; a supervisor may', es: 'lo hizo otra persona; puede un supervisor' },
} as const satisfies Readonly<Record<string, Words>>;

/** Undoes an act of this desk. Throws HF-CIRC-002, which says why not. */
export function undoAct(desk: Desk, { commandId }: ParsedInput<'circ.undo'>): Answer {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const args = undoTarget(desk, copy, commandId);
  const item = copy.sight.item(args.itemId);
  // Made before: once the act is recorded, nothing may keep its answer back.
  const answer = {
    decision: 'done' as const,
    reasons: [],
    trace: NO_TRACE,
    item: item === null ? null : itemBrief(copy, item),
  };
  const undoArgs: UndoArgs = { commandId, itemId: args.itemId, patronId: null, titleId: null };
  const id = desk.recorder.record({
    name: 'undo',
    args: undoArgs,
    told: { decision: 'done', reasons: [] },
    staffId: staff.staffId,
    saw: copy.sight.newestAct(args.itemId),
    policies: [],
  });
  return { ...answer, commandId: id };
}

function undoTarget(desk: Desk, copy: Copy, id: ActId): z.infer<typeof TargetArgsSchema> {
  const refuse = (why: Words) => new HoldfastError('HF-CIRC-002', { why: say(sayingAt(desk), why) });
  const stored = envelopeById(desk.ledger, id);
  if (stored === null) throw refuse(WHY.unknown);
  const body = EnvelopeBodySchema.parse(JSON.parse(stored.envelope.body));
  const args = targetArgs(stored);
  if (!undoable.has(body.name) || args === null) throw refuse(WHY.kind);
  if (desk.clock.now() - body.occurred.wall > UNDO_WINDOW_MS) throw refuse(WHY.late);
  if (copy.sight.newestAct(args.itemId) !== id) throw refuse(WHY.later);
  const staff = desk.session.required();
  if (body.staffId !== staff.staffId && !staff.rights.includes('undo-others')) throw refuse(WHY.other);
  return args;
}

function targetArgs({ envelope }: StoredEnvelope): z.infer<typeof TargetArgsSchema> | null {
  if (envelope.args === null) return null;
  const { command } = EnvelopeArgsSchema.parse(JSON.parse(envelope.args));
  const parsed = TargetArgsSchema.safeParse(command);
  return parsed.success ? parsed.data : null;
}
