// One act of this desk whose effects the replica does not have, and its records. The header's time chains along the stream,
// as the server will chain it; where the server has answered already, its time counts.

import type { ActId, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { valueOfText } from '../../shared/core/values-of-texts.ts';
import type { ActHeader } from '../../shared/circ/acts.ts';
import { recordCommand } from '../../shared/acts/commands.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { actHeader, effectiveAt, type HeaderSource } from '../../shared/circ/occurred.ts';
import { EnvelopeArgsSchema, type Envelope, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import { bodyOf, envelopeAt } from '../ledger/envelopes.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { receiptAt } from '../ledger/receipts.ts';

export type PendingEntry = {
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: ActId;
  readonly body: EnvelopeBody;
  /** Arguments of the command; null once purged, which settled acts alone are. */
  readonly args: unknown;
  /** The server's answer, if it came. */
  readonly receipt: Receipt | null;
  readonly header: ActHeader;
  /** Effective time of the newest act up to this one whose time was not stated: the next one may not precede it. */
  readonly chainAt: Instant | null;
};

/** An envelope as recorded, with its parsed body. */
export type RecordedEnvelope = { readonly envelope: Envelope; readonly body: EnvelopeBody };

/** Makes an entry. `chainAt` is that of the act before it in its stream. */
export function pendingEntry(
  recorded: RecordedEnvelope,
  receipt: Receipt | null,
  chainAt: Instant | null,
): PendingEntry {
  const { body, envelope } = recorded;
  const args = envelope.args === null ? null : valueOfText('command', envelope.args, parseCommand);
  return { stream: body.stream, seq: body.seq, id: body.id, body, args, ...timed(body, receipt, chainAt) };
}

function parseCommand(text: string): unknown {
  return EnvelopeArgsSchema.parse(JSON.parse(text)).command;
}

/** The entry with another answer or another act before it; the same entry when that changes nothing. */
export function retimed(entry: PendingEntry, receipt: Receipt | null, chainAt: Instant | null): PendingEntry {
  const now = timed(entry.body, receipt, chainAt);
  const isSame =
    now.receipt === entry.receipt &&
    now.chainAt === entry.chainAt &&
    now.header.at === entry.header.at &&
    now.header.clockSuspect === entry.header.clockSuspect;
  return isSame ? entry : { ...entry, ...now };
}

type Timed = Pick<PendingEntry, 'receipt' | 'header' | 'chainAt'>;

function timed(body: EnvelopeBody, receipt: Receipt | null, before: Instant | null): Timed {
  const source: HeaderSource = { ...body, stated: body.stated ?? null, saw: body.basis.saw ?? null };
  const clamped = receipt?.clockSuspect === true ? receipt.effectiveAt : null;
  const computed = actHeader(source, before, clamped);
  const header = receipt === null ? computed : { ...computed, at: receipt.effectiveAt };
  return { receipt, header, chainAt: header.stated ? before : header.at };
}

/** The records of an entry; none for a command that this version does not know or cannot read. [I20] */
export function recordEntry(entry: PendingEntry): readonly Recorded[] {
  const { body, args, header } = entry;
  const known = RECORDED.get(body);
  if (known !== undefined && known.args === args && isSameHeader(known.header, header)) return known.recorded;
  const recorded = recordAnew(entry);
  RECORDED.set(body, { args, header, recorded });
  return recorded;
}

/** Records by body, so that an overlay that is built again, and other readers of the same act, find them. */
const RECORDED = new WeakMap<EnvelopeBody, Pick<PendingEntry, 'args' | 'header'> & { recorded: readonly Recorded[] }>();

function isSameHeader(a: ActHeader, b: ActHeader): boolean {
  return HEADER_FIELDS.every((field) => a[field] === b[field]);
}

const HEADER_FIELDS = [
  'id',
  'at',
  'desk',
  'stream',
  'seq',
  'branch',
  'uncertaintyMs',
  'stated',
  'clockSuspect',
  'saw',
] as const satisfies readonly (keyof ActHeader)[];

function recordAnew({ body, args, header }: PendingEntry): readonly Recorded[] {
  const overrides = body.override?.codes ?? [];
  const recorded = recordCommand(body.name, body.version, { header, args, told: body.told, overrides });
  return recorded.ok ? recorded.value : [];
}

/** `chainAt` of the act before `seq`, from the ledger: back to the last act that the server gave a time, then forward again. */
export function chainBefore(ledger: Ledger, stream: StreamId, seq: number): Instant | null {
  const unanswered: EnvelopeBody[] = [];
  let chainAt: Instant | null = null;
  for (let place = seq - 1; place >= 1; place -= 1) {
    const stored = envelopeAt(ledger, stream, place);
    if (stored === null) break;
    const body = bodyOf(ledger, stored.envelope);
    if (body.stated !== undefined) continue;
    const receipt = receiptAt(ledger, { stream, seq: place });
    if (receipt !== null) {
      chainAt = receipt.effectiveAt;
      break;
    }
    unanswered.push(body);
  }
  for (const body of unanswered.toReversed()) chainAt = effectiveAt(body.occurred, null, chainAt);
  return chainAt;
}
