// Sends what the ledger holds for the server, in order, one request in flight. The bytes are those that were signed; a resend is the same bytes. It
// also asks how far the server has each stream: an older copy of the ledger, and a server that was restored, show by that alone. Receipts are in the
// ledger before any other part gets them. [I2] [I4] [I6] [I17] [I18]

import type { StreamId } from '../../../shared/core/ids.ts';
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_ENVELOPES,
  MAX_SIGN_INS,
  type CommandsRequest,
  type CommandsResponse,
} from '../../../shared/wire/commands.ts';
import {
  bodyOf,
  envelopeAt,
  envelopeBytes,
  pendingAfter,
  policiesNamedBy,
  type StoredEnvelope,
} from '../../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { unsentStreams, type UnsentStream } from '../../../db/ledger/queue.ts';
import { signInsTold, untoldSignIns, type UntoldSignIns } from '../../../db/ledger/session-log.ts';
import { heldWithoutArgs, type Place } from '../../../db/ledger/receipts.ts';
import { currentStream, streams, type StreamState } from '../../../db/ledger/streams.ts';
import type { Receipt } from '../../../shared/wire/receipt.ts';
import { takeReceipts } from './take-receipts.ts';

/** Room for the policies and the frame of a request beside its envelopes. */
const frameBytes = 32 * 1024;
/** More than the rest of a request needs, without the people who signed in. */
const otherBytes = 1_024;

/** The result of a push answer. */
export type PushOutcome =
  | { readonly kind: 'answered'; readonly receipts: readonly Receipt[] }
  /** The ledger is an older copy of itself: acts that it does not have are on the server. A new stream must start. */
  | { readonly kind: 'ledger-is-old'; readonly receipts: readonly Receipt[] }
  /** Two copies of this desk sent different acts under one number. */
  | { readonly kind: 'forked' }
  /** The server received other bytes than this desk signed. */
  | { readonly kind: 'changed' }
  /** The answer did not help; try again later. */
  | { readonly kind: 'no-progress' };

/** The queue of one ledger. */
export class PushQueue {
  readonly #ledger: LedgerWriter;
  /** Where the server wants a stream resent from: it was restored and has lost acts that it had answered. */
  readonly #resendFrom = new Map<StreamId, number>();
  /** Streams for which the server's position is not known. */
  readonly #unasked = new Set<StreamId>();
  /** Acts that the server holds since they came without their arguments, which are here: they are sent whole, once. */
  readonly #lacking = new Map<StreamId, Set<number>>();
  /** People who signed in and are in a request. */
  #told: UntoldSignIns | null = null;
  /** How far the server has kept acts of this copy of the desk aside, since another copy used their numbers. */
  readonly #keptAside = new Map<StreamId, number>();

  constructor(ledger: LedgerWriter) {
    this.#ledger = ledger;
    this.askAgain();
    for (const place of heldWithoutArgs(ledger)) this.#noteLacking(place);
    this.#resendLacking();
  }

  /** The server may be another than before: asks of every stream how far it is there. */
  askAgain(): void {
    const current = currentStream(this.#ledger)?.stream;
    for (const { stream, lastSeq } of streams(this.#ledger))
      if (lastSeq > 0 || stream === current) this.#unasked.add(stream);
  }

  /** Acts and questions that are to be sent. */
  waiting(): number {
    return this.#acts() + this.#unasked.size;
  }

  /** The next request; null when nothing waits. Acts of a replaced stream go before those of its successor. */
  next(): CommandsRequest | null {
    const [unsent] = [...this.#toSend(), ...this.#questions()];
    if (unsent === undefined) return null;
    const limits = { envelopes: MAX_BATCH_ENVELOPES, bytes: MAX_BATCH_BYTES - frameBytes };
    const stored = pendingAfter(this.#ledger, unsent.stream, this.#after(unsent), limits);
    for (let count = stored.length; ; count = Math.floor(count / 2)) {
      const request = this.#request(unsent, stored.slice(0, count));
      // Acts that each name a policy of their own need more room than was left for policies: fewer of them fit.
      if (count <= 1 || bytesOf(request) <= MAX_BATCH_BYTES) return request;
    }
  }

  /** The next acts of a stream in conflict with a clone of this desk that the server has not kept aside yet; null when it has all. */
  rest(): CommandsRequest | null {
    const limits = { envelopes: MAX_BATCH_ENVELOPES, bytes: MAX_BATCH_BYTES / 2 - frameBytes };
    for (const unsent of unsentStreams(this.#ledger)) {
      const after = this.#keptAside.get(unsent.stream) ?? unsent.afterSeq;
      if (after >= unsent.lastSeq) continue;
      const stored = pendingAfter(this.#ledger, unsent.stream, after, limits);
      return stored.length === 0 ? null : this.#request(unsent, stored);
    }
    return null;
  }

  /** Acts kept aside are not sent again until the rest is kept as well; then all of them are asked about again. */
  #after({ stream, afterSeq, lastSeq }: UnsentStream): number {
    const kept = this.#keptAside.get(stream) ?? afterSeq;
    return kept > afterSeq && kept < lastSeq ? kept : afterSeq;
  }

  #request({ stream, lastSeq }: UnsentStream, stored: readonly StoredEnvelope[]): CommandsRequest {
    const policies = policiesNamedBy(this.#ledger, stored);
    return {
      ...this.#signIns(),
      stream,
      ledgerSeq: lastSeq,
      envelopes: stored.map(({ envelope }) => envelope),
      policies: [...policies].map(([hash, policy]) => ({ hash, policy })),
      left: this.#acts() - stored.length,
    };
  }

  /** The desk's last message when it closes; null while it has acts to send. */
  closing(): CommandsRequest | null {
    const state = currentStream(this.#ledger);
    if (state === null || this.#acts() > 0) return null;
    const { stream, lastSeq: ledgerSeq } = state;
    return { stream, ledgerSeq, envelopes: [], policies: [], left: 0, closing: true, ...this.#signIns() };
  }

  #signIns(): Pick<CommandsRequest, 'signIns'> {
    this.#told = untoldSignIns(this.#ledger, MAX_SIGN_INS);
    return this.#told === null ? {} : { signIns: [...this.#told.signIns] };
  }

  #acts(): number {
    return this.#toSend().reduce((sum, { afterSeq, lastSeq }) => sum + lastSeq - afterSeq, 0);
  }

  /** Takes an answer to that request. */
  take(request: CommandsRequest, response: CommandsResponse): PushOutcome {
    if (request.signIns !== undefined && this.#told !== null) signInsTold(this.#ledger, this.#told);
    this.#told = null;
    const sentAfter = this.#goesOnAfter(request.stream);
    this.#forgetSent(request);
    const receipts = takeReceipts(this.#ledger, response.receipts);
    for (const { codes, ...place } of receipts) if (codes.includes('args-missing')) this.#noteLacking(place);
    if (response.problem === 'desk-forked') this.#keepAside(request, response);
    if (response.problem === 'desk-forked') return { kind: 'forked' };
    if (response.problem === 'bad-signature') return { kind: 'changed' };
    const state = streams(this.#ledger).find(({ stream }) => stream === request.stream);
    const wasAsked = this.#unasked.delete(request.stream);
    if (this.#isOld(state, response.expected)) return { kind: 'ledger-is-old', receipts };
    this.#followExpected(request.stream, response.expected, state?.lastSeq ?? 0);
    this.#resendLacking();
    // Receipts that are here already, or of other acts, are no progress: acts that would be sent again at once are sent later.
    const goesOnAfter = this.#goesOnAfter(request.stream);
    const moved = receipts.length > 0 || wasAsked || goesOnAfter === null || goesOnAfter !== sentAfter;
    return moved ? { kind: 'answered', receipts } : { kind: 'no-progress' };
  }

  /** The act of a stream after which the next request continues; null when none of its acts waits. */
  #goesOnAfter(stream: StreamId): number | null {
    return this.#toSend().find((one) => one.stream === stream)?.afterSeq ?? null;
  }

  /** One that this desk has purged stays without. */
  #noteLacking({ stream, seq }: Place): void {
    if ((envelopeAt(this.#ledger, stream, seq)?.envelope.args ?? null) === null) return;
    this.#lacking.set(stream, (this.#lacking.get(stream) ?? new Set()).add(seq));
  }

  /**
   * Once is enough: a party on the way that drops arguments would drop them again, and the next start sends them once
   * more.
   */
  #forgetSent({ stream, envelopes: [first, ...more] }: CommandsRequest): void {
    const lacking = this.#lacking.get(stream);
    if (lacking === undefined || first === undefined) return;
    const { seq } = bodyOf(this.#ledger, first);
    for (let sent = seq; sent <= seq + more.length; sent += 1) lacking.delete(sent);
    if (lacking.size === 0) this.#lacking.delete(stream);
  }

  #resendLacking(): void {
    for (const [stream, lacking] of this.#lacking)
      this.#resendFrom.set(stream, Math.min(...lacking, this.#resendFrom.get(stream) ?? Infinity));
  }

  #keepAside({ stream, envelopes }: CommandsRequest, { receipts }: CommandsResponse): void {
    const state = unsentStreams(this.#ledger).find((one) => one.stream === stream);
    if (state === undefined || receipts.length > 0) return;
    this.#keptAside.set(stream, this.#after(state) + envelopes.length);
  }

  /** Lost acts of a stream matter only where it would continue; a replaced stream never does. */
  #isOld(state: StreamState | undefined, expected: number): boolean {
    const isInUse = state !== undefined && state.stream === currentStream(this.#ledger)?.stream;
    return isInUse && expected > state.lastSeq + 1;
  }

  #toSend(): UnsentStream[] {
    return [...this.#resends(), ...unsentStreams(this.#ledger).filter(({ stream }) => !this.#resendFrom.has(stream))];
  }

  #resends(): UnsentStream[] {
    return streams(this.#ledger).flatMap(({ stream, lastSeq }) => {
      const from = this.#resendFrom.get(stream);
      return from === undefined ? [] : [{ stream, afterSeq: from - 1, lastSeq }];
    });
  }

  /** A request without acts: its answer names the next acts that the server wants. */
  #questions(): UnsentStream[] {
    const asked = streams(this.#ledger).filter(({ stream }) => this.#unasked.has(stream));
    return asked.map(({ stream, lastSeq }) => ({ stream, afterSeq: lastSeq, lastSeq }));
  }

  #followExpected(stream: StreamId, expected: number, lastSeq: number): void {
    const answeredTo = unsentStreams(this.#ledger).find((one) => one.stream === stream)?.afterSeq ?? lastSeq;
    if (expected <= answeredTo) this.#resendFrom.set(stream, expected);
    else this.#resendFrom.delete(stream);
  }
}

/** The size of a request in bytes; its other fields are overestimated. */
function bytesOf({ envelopes, policies, signIns = [] }: CommandsRequest): number {
  const acts = envelopes.reduce((sum, envelope) => sum + envelopeBytes(envelope) + 1, 0);
  return acts + Buffer.byteLength(JSON.stringify([policies, signIns])) + otherBytes;
}
