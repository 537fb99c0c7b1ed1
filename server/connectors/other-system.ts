// Another library system as the outbox uses it, over any protocol: it gets messages one at a time, and can be read.

import type { Instant, Millis } from '../../shared/core/instant.ts';
import type { LoanThere } from '../../shared/connectors/loan-there.ts';
import type { Answer, Message, Seen } from '../../shared/connectors/message.ts';

/** One line of a check, for people. */
export type CheckLine = { readonly ok: boolean; readonly text: string };

/** Lines of a check that is going on. */
type CheckLines = {
  readonly lines: readonly CheckLine[];
  /** Adds a line: what the work finds, or why it fails. `topic`: what it is about. */
  readonly add: (topic: string, work: () => Promise<string>) => Promise<void>;
};

/** Begins a check. */
export function checkLines(): CheckLines {
  const lines: CheckLine[] = [];
  return {
    lines,
    add: async (topic, work) => {
      try {
        lines.push({ ok: true, text: await work() });
      } catch (error) {
        if (!(error instanceof SystemFailureError)) throw error;
        lines.push({ ok: false, text: `${topic}: ${error.why}` });
      }
    },
  };
}

/** A loan of a list there. */
export type ListedLoan = LoanThere & {
  /** Its id there, by which its acts are learned once. */
  readonly id: string;
  readonly changedAt: Instant;
  /** Ids there; null = it gives none any more. */
  readonly item: string | null;
  readonly patron: string | null;
};

/** Lists of loans, for systems that have them. */
export type LoanList = {
  /** Loans that changed since a moment of the clock there, in any order. `unread`: how many have no times that can be read. Throws SystemFailureError. */
  readonly since: (at: Instant) => Promise<{ readonly loans: readonly ListedLoan[]; readonly unread: number }>;
  /** Barcode and card of each, in the order given; null = not known there. Throws SystemFailureError. */
  readonly numbersOf: (loans: readonly ListedLoan[]) => Promise<readonly LoanNumbers[]>;
};
export type LoanNumbers = { readonly barcode: string | null; readonly card: string | null };

/** The loans of a card there, for systems that answer by card alone. */
export type CardLoans = {
  /** Null: it does not have the card, or does not list its loans. Throws SystemFailureError. */
  readonly of: (
    card: string,
  ) => Promise<readonly { readonly barcode: string; readonly dueAt: Instant | null }[] | null>;
  /** Whether a copy is out there, to anyone. Throws SystemFailureError. */
  readonly isOut: (barcode: string) => Promise<boolean>;
};

/** Lists of a system: its people, and its copies with their titles. */
export type ListKind = 'patrons' | 'items';

/** A part of a list. */
export type ListPart = {
  /** Flat columns by name. Records that no desk needs have no row. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** How many records it has, with and without a row. */
  readonly count: number;
  /** Its last id. */
  readonly last: string;
};

/** Whole lists, for systems that have them. */
export type RecordLists = {
  /** How many records there are now. Throws SystemFailureError. */
  readonly count: (kind: ListKind) => Promise<number>;
  /** When a record changed last, by the clock there; null = that is not told. Throws SystemFailureError. */
  readonly newest: (kind: ListKind) => Promise<Instant | null>;
  /**
   * The next records after an id, in the order of ids: records that come or go meanwhile move no other one to another part. `since`: only those that
   * changed at or after that moment. Null: there are no more. Throws SystemFailureError.
   */
  readonly after: (kind: ListKind, last: string | null, since?: Instant) => Promise<ListPart | null>;
  /** The record of a card or barcode; null = not known there. Throws SystemFailureError. Absent: it cannot be asked for one. */
  readonly one?: (kind: ListKind, number: string) => Promise<ListPart['rows'][number] | null>;
};

/** Rules of a system in the files that an import of its export reads. */
export type RuleFiles = {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Parts of its rules that it does not show, in words for people. */
  readonly missing: readonly string[];
};

/** Brings the record of a card or barcode from the systems beside us; whether one came. Never throws. */
export type BringRecord = (kind: ListKind, number: string) => Promise<boolean>;

export type OtherSystem = {
  /** Reaches it and signs in, unless that is done. Throws SystemFailureError. */
  readonly open: () => Promise<void>;
  /**
   * Sends a message. `beforeChange` throws where it is too late to change anything there. Throws SystemFailureError; `lost` = it may have been taken.
   */
  readonly tell: (message: Message, beforeChange?: () => void) => Promise<Answer>;
  /** The present state there of the things that a message is about. Throws SystemFailureError. */
  readonly look: (message: Message) => Promise<Seen>;
  /** Asks whether it is still there. Throws SystemFailureError. */
  readonly keepAlive: () => Promise<void>;
  /** Whether it works, and with which limits. */
  readonly check: () => Promise<readonly CheckLine[]>;
  /** Absent: it has no lists. */
  readonly loanList?: LoanList;
  /** Absent: it does not list the loans of a card. */
  readonly cardLoans?: CardLoans;
  /** Absent: it does not list its people and copies. */
  readonly recordLists?: RecordLists;
  /** Absent: it does not show its rules. Throws SystemFailureError: a part of them would mean something else. */
  readonly ruleFiles?: () => Promise<RuleFiles>;
  readonly close: () => void;
};

/**
 * Why a system gives no answer. `lost`: a message was handed over, and it is unknown whether it was taken. `not-answered`: it is there, and cannot answer
 * about this copy or account. After all but `lost`, the message was not taken.
 */
export type SystemFailure = 'not-reached' | 'shut-out' | 'lost' | 'not-answered';

type FailureOptions = {
  readonly cause?: unknown;
  readonly counts?: boolean;
  readonly pauseMs?: Millis;
  readonly status?: number;
};

/** It is away, shuts us out, or does not answer. */
export class SystemFailureError extends Error {
  override readonly name = 'SystemFailureError';
  readonly is: SystemFailure;
  /** A few plain words without data of persons. */
  readonly why: string;
  /** It was there and failed at this very message: after so many times a person has to look, so that the others are sent. */
  readonly counts: boolean;
  /** It asks not to be tried before so long a time; 0 = it does not ask. */
  readonly pauseMs: Millis;
  /** Of the answer over HTTP; null = it was no such answer. */
  readonly status: number | null;

  constructor(is: SystemFailure, why: string, options: FailureOptions = {}) {
    const { counts = false, pauseMs = 0, status = null, cause } = options;
    super(`${is}: ${why}`, { cause });
    this.is = is;
    this.why = why;
    this.counts = counts;
    this.pauseMs = pauseMs;
    this.status = status;
  }
}
