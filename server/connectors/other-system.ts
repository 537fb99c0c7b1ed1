// Another library system as the outbox uses it, over any protocol: it gets messages one at a time, and can be read.

import type { Instant } from '../../shared/core/instant.ts';
import type { Answer, Message, Seen } from '../../shared/connectors/message.ts';

/** One line of a check, for people. */
export type CheckLine = { readonly ok: boolean; readonly text: string };

/** A card or a copy as it stands there, for those that list them. */
export type LentThere = {
  readonly barcode: string;
  readonly card: string;
  readonly outAt: Instant;
  readonly dueAt: Instant;
  /** Its own id of the loan: it makes the act once. */
  readonly id: string;
};

export type OtherSystem = {
  /** Reaches it and signs in, unless that is done. Throws SystemFailureError. */
  readonly open: () => Promise<void>;
  /** Tells a message. `beforeChange` throws where it is too late to change anything there. Throws SystemFailureError; `lost` = it may have been taken. */
  readonly tell: (message: Message, beforeChange?: () => void) => Promise<Answer>;
  /** How what a message is about stands there now. Throws SystemFailureError. */
  readonly look: (message: Message) => Promise<Seen>;
  /** Asks whether it is still there. Throws SystemFailureError. */
  readonly keepAlive: () => Promise<void>;
  /** Whether it works, and with which limits. */
  readonly check: () => Promise<readonly CheckLine[]>;
  /** Loans that are open there; absent = it has no list. */
  readonly openLoans?: () => AsyncIterable<LentThere>;
  readonly close: () => void;
};

/**
 * Why a system gives no answer. `lost`: a message was handed over, and it is unknown whether it was taken. `not-answered`: it is there, and cannot answer
 * about this copy or account. After all but `lost`, the message was not taken.
 */
export type SystemFailure = 'not-reached' | 'shut-out' | 'lost' | 'not-answered';

/** It is away, shuts us out, or does not answer. */
export class SystemFailureError extends Error {
  override readonly name = 'SystemFailureError';
  readonly is: SystemFailure;
  /** A few plain words without data of persons. */
  readonly why: string;
  /** It was there and failed at this very message: so many times and a person has to look, so that the others are told. */
  readonly counts: boolean;

  constructor(
    is: SystemFailure,
    why: string,
    { counts = false, ...options }: { readonly cause?: unknown; readonly counts?: boolean } = {},
  ) {
    super(`${is}: ${why}`, options);
    this.is = is;
    this.why = why;
    this.counts = counts;
  }
}
