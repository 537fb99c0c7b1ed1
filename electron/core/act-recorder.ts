// Makes envelopes and records them. When `record` returns, the act is on the disk: only then may the desk beep. [I1]

import { v7 } from 'uuid';
import { actId, type ActId, type RuleSetVersion, type ShiftId, type StaffId } from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { isPlain } from '../../shared/core/plain-text.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { NotedRefusal } from '../../shared/circ/model/refusal.ts';
import type { Occurred, Stated } from '../../shared/circ/occurred.ts';
import { ACTS, type ActName, type ArgsOf, type ToldOf } from '../../shared/acts/all.ts';
import {
  argsDigest,
  bodyHash,
  type Envelope,
  type EnvelopeArgs,
  type EnvelopeBody,
  type PhoneProof,
} from '../../shared/wire/envelope.ts';
import { appendEnvelopes } from '../../db/ledger/append-envelope.ts';
import type { Identity } from '../../db/ledger/identity.ts';
import { losses, lostActs } from '../../db/ledger/losses.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import type { LastSeqs } from '../../db/ledger/queue.ts';
import { openShiftId } from '../../db/ledger/shifts.ts';
import { currentStream, type StreamState } from '../../db/ledger/streams.ts';
import { isBehindCopy } from '../../db/keys/needs-new-stream.ts';
import type { Signer } from '../../db/keys/signing.ts';
import { required } from '../../shared/core/assert.ts';
import type { RefusalBook } from './refusals/refusal-book.ts';
import type { ClockReading } from './sync/clock-offset.ts';

/** The data that the desk decided on. */
export type Basis = { readonly epoch: string; readonly pos: number; readonly rulesVersion: RuleSetVersion | null };

export type ActRecorderOptions = {
  readonly ledger: LedgerWriter;
  readonly identity: Identity;
  readonly signer: Signer;
  readonly clock: Clock;
  /** As the computer has it, for the envelope. */
  readonly computerClock: Clock;
  readonly random: Random;
  /** Random, one per start of the core. */
  readonly bootId: string;
  readonly readOffset: () => ClockReading;
  readonly basis: () => Basis;
  /** The last seq of each stream that the copy of the library holds, as it is now. */
  readonly confirmed: () => LastSeqs;
  /** Starts a stream that names the end of the one in use. */
  readonly startNewStream: () => void;
  /** The call of the page that is being answered; null outside of one. */
  readonly callId: () => string | null;
  /** Refusals that ride with the next act. */
  readonly refusals: Pick<RefusalBook, 'ride'>;
  /** Called after the commit with the envelope as stored. */
  readonly onRecorded: (recorded: RecordedEnvelope) => void;
};

/** The override of an act: the codes that were set aside, or the second person who allowed it. */
export type ActOverride = {
  readonly codes: readonly string[];
  readonly reason: string;
  readonly authoriserId: StaffId | null;
  /** The night grant on which it is done, with the owed money that was set aside. */
  readonly grant?: { readonly grantId: string; readonly minor: MinorUnits };
  /** The code by phone that is the word of the authoriser. */
  readonly phone?: PhoneProof;
};

/** An act to record, by the newest version of its definition. */
export type ActRequest<N extends ActName = ActName> = {
  readonly name: N;
  readonly args: ArgsOf<N>;
  readonly told: ToldOf<N>;
  readonly staffId: StaffId;
  /** The shift that it begins; every other act is of the one that is open. */
  readonly opens?: ShiftId;
  /** When it happened, where that is known from elsewhere than the clock; absent = now. */
  readonly stated?: Stated;
  readonly override?: ActOverride;
  /** The newest act on the item in the desk's view. */
  readonly saw: ActId | null;
  readonly policies: readonly Policy[];
};

/** Fields that are signed with an act besides its own. */
type Sealing = {
  readonly at: Instant;
  readonly occurred: Occurred;
  readonly stream: StreamState;
  readonly riding: readonly NotedRefusal[];
};

export type RecordedEnvelope = { readonly envelope: Envelope; readonly body: EnvelopeBody };

const saltBytes = 16;

/** Records the acts of one desk. */
export class ActRecorder {
  readonly #options: ActRecorderOptions;

  constructor(options: ActRecorderOptions) {
    this.#options = options;
  }

  /** An id for the thing that an act makes: a hold, a fee. */
  mintId(): string {
    return this.#newId(this.#options.clock.now());
  }

  /** Records an act durably and returns its id. Throws HF-DB-… when the disk refuses and HF-UI-050 for text that no server takes; nothing is recorded then. [I30] */
  record<N extends ActName>(request: ActRequest<N>): ActId {
    return this.#recordAll([request]);
  }

  /** Records an act with another that belongs to it, both or neither. Returns the id of the first; throws as `record` does. */
  recordBoth(first: ActRequest, second: ActRequest): ActId {
    return this.#recordAll([first, second]);
  }

  #recordAll([first, ...others]: readonly [ActRequest, ...ActRequest[]]): ActId {
    const { ledger, refusals, callId, onRecorded } = this.#options;
    const occurred = this.#occurred();
    const at = occurred.wall + occurred.offsetMs;
    const requests = [first, ...others];
    // The last check before signing: a signed text that no server takes could not be corrected afterwards.
    if (!isPlain(requests.map(({ args, told, override }) => [args, told, override])))
      throw new HoldfastError('HF-UI-050');
    const riding = refusals.ride(first, at);
    const sealed: RecordedEnvelope[] = [];
    let stream = this.#streamInUse();
    for (const request of requests) {
      const isFirst = request === first;
      const one = this.#seal(request, {
        at,
        occurred,
        stream,
        riding: isFirst ? riding.refusals : [],
      });
      sealed.push(one);
      stream = { ...stream, lastSeq: one.body.seq, lastHash: bodyHash(one.envelope.body) };
    }
    appendEnvelopes(
      ledger,
      sealed.map(({ envelope }, n) => ({
        envelope,
        policies: requests[n]?.policies ?? [],
        recordedAt: at,
        setting: n === 0 ? riding.setting : null,
        callId: callId(),
      })),
    );
    riding.done();
    for (const one of sealed) onRecorded(one);
    return required(sealed[0], () => 'the first act is recorded').body.id;
  }

  #seal(request: ActRequest, { at, occurred, stream, riding }: Sealing): RecordedEnvelope {
    const { ledger, random, signer, identity } = this.#options;
    const args = argsText(request);
    const salt = Buffer.from(random.bytes(saltBytes)).toString('hex');
    const shiftId = request.opens ?? openShiftId(ledger);
    const body: EnvelopeBody = {
      deskId: identity.deskId,
      stream: stream.stream,
      seq: stream.lastSeq + 1,
      id: actId(this.#newId(at)),
      ...(stream.lastSeq === 0 && stream.after !== null ? { after: stream.after } : {}),
      ...(stream.lastSeq === 0 ? lostBefore(ledger) : {}),
      branch: identity.branch,
      channel: 'desk',
      name: request.name,
      version: ACTS[request.name].version,
      argsDigest: argsDigest(salt, args),
      staffId: request.staffId,
      ...(shiftId === null ? {} : { shiftId }),
      ...overrideOf(request),
      occurred,
      ...(request.stated === undefined ? {} : { stated: request.stated }),
      basis: { ...this.#options.basis(), ...(request.saw === null ? {} : { saw: request.saw }) },
      ...(riding.length === 0 ? {} : { refused: [...riding] }),
      told: request.told,
      prevHash: stream.lastHash,
    };
    const text = JSON.stringify(body);
    return { envelope: { body: text, signature: signer.sign(text), args, salt }, body };
  }

  /** A copy that was loaded since the start may hold acts that an older image of the ledger has lost: their numbers are taken. [I4] [I8] */
  #streamInUse(): StreamState {
    const { ledger, confirmed, startNewStream } = this.#options;
    const current = () => required(currentStream(ledger), () => 'a desk that records has a stream');
    const found = current();
    if (!isBehindCopy(found, confirmed())) return found;
    startNewStream();
    return current();
  }

  #newId(at: number): string {
    return v7({ msecs: at, random: this.#options.random.bytes(16) });
  }

  /** Readings of the computer's clocks; everything else at a desk uses the desk's own clock. */
  #occurred(): Occurred {
    const { computerClock: clock, bootId } = this.#options;
    return { wall: clock.now(), mono: Math.round(clock.mono()), bootId, ...this.#options.readOffset() };
  }
}

/** Acts that the ledger has lost, for the first act of the stream that continues without them. */
function lostBefore(ledger: LedgerWriter): Pick<EnvelopeBody, 'lost'> {
  const lost = losses(ledger).filter((loss) => lostActs(loss) > 0);
  if (lost.length === 0) return {};
  return { lost: lost.slice(-20).map(({ stream, ledgerSeq, upTo }) => ({ stream, after: ledgerSeq, upTo })) };
}

/** Free text and personal values are here alone, so that they can be purged. */
function argsText<N extends ActName>(request: ActRequest<N>): string {
  const args: EnvelopeArgs = { command: request.args };
  return JSON.stringify(request.override === undefined ? args : { ...args, overrideReason: request.override.reason });
}

function overrideOf({ override }: Pick<ActRequest, 'override'>): Pick<EnvelopeBody, 'override'> {
  if (override === undefined) return {};
  const { codes, authoriserId, grant, phone } = override;
  return {
    override: {
      codes: [...codes],
      ...(authoriserId === null ? {} : { authoriserId }),
      ...(grant === undefined ? {} : { grantId: grant.grantId, grantMinor: grant.minor }),
      ...(phone === undefined ? {} : { phone }),
    },
  };
}
