// Requests of the worklist for several exceptions at once, and for the report of an outage; each resolves to the text
// for the screen.

import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ExceptionKindChoice, ExceptionView } from '../../shared/views/sync.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { endQuestion, type CheckIn, type WorklistSaid } from './worklist-answer.ts';
import type { Option } from './worklist-steps.ts';

export type ExceptionId = ExceptionView['exceptionId'];
export type ExceptionAction = ExceptionView['actions'][number];

/** The subject of a note: an action on exceptions, or the report of an outage. */
export type NoteFor =
  | { readonly kind: 'close'; readonly ids: readonly ExceptionId[]; readonly action: ExceptionAction }
  | { readonly kind: 'close-all'; readonly choice: ExceptionKindChoice; readonly action: ExceptionAction }
  | { readonly kind: 'work'; readonly ids: readonly ExceptionId[] }
  | { readonly kind: 'work-all'; readonly choice: ExceptionKindChoice }
  | { readonly kind: 'sign'; readonly outageId: string };

export const CONTACTS = ['reached', 'message-left', 'not-reached'] as const;
export type Contact = (typeof CONTACTS)[number];

/** A remark on exceptions that stay open; `to`: the person assigned, null = unassigned. */
export type WorkSaid = { readonly to?: string | null; readonly contact?: Contact; readonly note: string };

/** Sends a remark on exceptions that stay open. */
export async function sendWork(
  link: DeskLink,
  what: Extract<NoteFor, { kind: 'work' | 'work-all' }>,
  said: WorkSaid,
): Promise<Result<WorklistSaid, BridgeError>> {
  const which = what.kind === 'work' ? { exceptionIds: [...what.ids] } : { kind: what.choice };
  const done = await link.act('exception.work', { ...which, ...said });
  const count = done.ok ? ok(done.value.worked) : countOf(done, what);
  return count.ok ? ok({ kind: 'worked', count: count.value }) : count;
}

/** Sends a note with its subject. */
export async function sendNote(
  link: DeskLink,
  what: Exclude<NoteFor, { kind: 'work' | 'work-all' }>,
  note: string,
): Promise<Result<WorklistSaid, BridgeError>> {
  if (what.kind === 'sign') {
    const signed = await link.act('outage.sign', { outageId: what.outageId, note });
    const fault = faultOf(signed);
    return fault === null ? ok({ kind: 'signed' }) : err(fault);
  }
  const { action } = what;
  const which = what.kind === 'close' ? { exceptionIds: [...what.ids] } : { kind: what.choice };
  const done = await link.act('exception.resolve', { ...which, action, note });
  const count = done.ok ? ok(done.value.resolved) : countOf(done, what);
  return count.ok ? ok({ kind: 'resolved', count: count.value, action }) : count;
}

/** If the answer was lost, named ones count as done; the number of all of a kind is not known here, and the error mentions that. */
function countOf(
  failed: { readonly ok: false; readonly error: BridgeError },
  what: NoteFor,
): Result<number, BridgeError> {
  return faultOf(failed) === null && 'ids' in what ? ok(what.ids.length) : err(failed.error);
}

/** Options that are confirmed before they are sent. */
export type Answer = Extract<Option, { kind: 'with' | 'here' | 'release' | 'refund' | 'redate' }>;

export type SendParts = {
  readonly link: DeskLink;
  readonly checkIn: CheckIn;
  /** Why money is given back or a due date changed, in the language of the moment. */
  readonly reasonOf: (what: 'refund' | 'redate') => string;
};

/** Sends an answer about one exception, or about all of a kind. */
export async function sendAnswer(
  parts: SendParts,
  exceptions: readonly ExceptionView[],
  answer: Answer,
): Promise<WorklistSaid> {
  const [first] = exceptions;
  if (answer.kind === 'release' || first === undefined) return release(parts.link, exceptions);
  if (answer.kind === 'redate') return redate(parts, first, answer);
  return answer.kind === 'refund' ? giveBack(parts, answer) : endQuestion(parts, first, answer);
}

async function giveBack(
  { link, reasonOf }: SendParts,
  { card, amountMinor, text }: Extract<Answer, { kind: 'refund' }>,
): Promise<WorklistSaid> {
  const done = await link.act('payment.refund', {
    patron: card,
    amountMinor,
    method: 'cash',
    reason: reasonOf('refund'),
  });
  if (!done.ok) return { kind: 'failed', title: '', error: done.error };
  return { kind: 'refunded', amount: text, slip: done.value.slipNumber };
}

/** A date that has passed by now is set all the same: it is the true one. */
async function redate(
  { link, reasonOf }: SendParts,
  { title }: ExceptionView,
  { item, dueAt }: Extract<Answer, { kind: 'redate' }>,
): Promise<WorklistSaid> {
  const reason = reasonOf('redate');
  const override = { codes: ['DUE_INVALID'], reason };
  const done = await link.act('circ.changeDueDate', { item, dueAt, reason, override });
  const about = title ?? item;
  if (!done.ok) return { kind: 'failed', title: about, error: done.error };
  const { decision, dueText = '', reasons } = done.value;
  if (decision === 'done') return { kind: 'redated', title: about, due: dueText };
  const [why] = reasons;
  return { kind: 'failed', title: about, error: { code: why?.code ?? '', message: why?.text ?? '' } };
}

/** Releases acts that wait behind exceptions, open or left out. */
export async function release(
  link: DeskLink,
  exceptions: readonly (Pick<ExceptionView, 'exceptionId' | 'title'> & Partial<Pick<ExceptionView, 'group'>>)[],
): Promise<WorklistSaid> {
  const ids = exceptions.map(({ exceptionId }) => exceptionId);
  const done = await link.act('exception.release', { exceptionIds: ids });
  const isNotices = exceptions[0]?.group === 'notices';
  if (done.ok) {
    const { released: count, kept } = done.value;
    if (isNotices) return { kind: 'released', count };
    return { kind: 'taken-in', count, ...(kept === undefined ? {} : { kept }) };
  }
  return { kind: 'failed', title: exceptions[0]?.title ?? '', error: done.error };
}
