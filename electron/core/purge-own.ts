// Purges personal values from this desk's own acts when all their loans, fees and holds are long over according to its copy of the library. The
// signed bodies, their chain and the answers stay. Acts that are not known to be over are kept. [I19] [I23]

import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { Clock, Timers } from '../../shared/core/ports.ts';
import { isLongOver, patronOfAct, purgeHorizon, type PatronAffairs } from '../../shared/circ/purge.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import { forgetCalls } from '../../db/ledger/call-acts.ts';
import { contactTerms } from '../../db/ledger/contact-terms.ts';
import { envelopeAt } from '../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { removeOldSlips } from '../../db/ledger/slips.ts';
import { answeredBefore, purgeAnswered, purgeSettled, type Settled } from '../../db/ledger/purge-settled.ts';
import { receiptAt } from '../../db/ledger/receipts.ts';
import type { OverlayView } from '../../db/overlay/overlay-view.ts';
import { pendingEntry, recordEntry } from '../../db/overlay/pending-entry.ts';

/** A scan never waits for more than this many. */
const atOnce = 50;
const firstAfterMs = 2 * MINUTE_MS;
const everyMs = 6 * HOUR_MS;

export type PurgeParts = {
  readonly ledger: LedgerWriter;
  /** Visible state; null while there is no copy of the whole library, or the copy may be old. */
  readonly sight: () => Pick<
    OverlayView,
    'loansOfPatron' | 'returnedLoansOfPatron' | 'feesOfPatron' | 'holdsOfPatron'
  > | null;
  /** Whether a person dismissed a held act before a moment, with no later decision. */
  readonly isLeftOut: (act: Pick<Settled, 'id' | 'stream'>, before: Instant) => boolean;
  /** The server's time: a clock that is years ahead must not make everything long over. */
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Removes the old rows that the feed changed from the log of the copy. */
  readonly emptyCopyLog?: () => void;
};

/** Purges the acts due now; returns their number. */
export async function purgeOwn({ ledger, sight, isLeftOut, clock, timers }: PurgeParts): Promise<number> {
  const horizon = purgeHorizon(clock.now(), contactTerms(ledger));
  let count = 0;
  for (let after: Settled | null = null; ; await timers.turn()) {
    const view = sight();
    if (view === null) return count;
    const places: Settled[] = answeredBefore(ledger, horizon, atOnce, after);
    const due = places.filter(
      (place) =>
        !place.isHeld && actsAt(ledger, place).every((act) => isLongOver(act, affairsOf(view, act, horizon), horizon)),
    );
    const out = places.filter((place) => place.isHeld && isLeftOut(place, horizon));
    if (due.length > 0) purgeSettled(ledger, due);
    if (out.length > 0) purgeAnswered(ledger, out);
    count += due.length + out.length;
    after = places.at(-1) ?? null;
    if (places.length < atOnce) return count;
  }
}

/** Purges now and then while the desk runs; returns a function that ends it. */
export function keepPurging(parts: PurgeParts, failed: (error: unknown) => void): () => void {
  let isStopped = false;
  let cancel = () => {};
  const own = { ...parts, sight: () => (isStopped ? null : parts.sight()) };
  const next = (afterMs: number) => {
    cancel = parts.timers.after(afterMs, () => {
      purgeOwn(own)
        .then(() => {
          if (isStopped) return;
          forgetCalls(parts.ledger, parts.clock.now() - DAY_MS);
          removeOldSlips(parts.ledger, parts.clock.now() - DAY_MS);
          parts.emptyCopyLog?.();
        })
        .catch(failed);
      next(everyMs);
    });
  };
  next(firstAfterMs);
  return () => {
    isStopped = true;
    cancel();
  };
}

/** The acts that an envelope was recorded as; empty for a command that puts none on a timeline. */
function actsAt(ledger: LedgerWriter, { stream, seq }: Settled): Act[] {
  const stored = envelopeAt(ledger, stream, seq);
  if (stored === null) return [];
  const body = EnvelopeBodySchema.parse(JSON.parse(stored.envelope.body));
  const entry = pendingEntry({ envelope: stored.envelope, body }, receiptAt(ledger, { stream, seq }), null);
  return recordEntry(entry).flatMap((one) => (one.kind === 'act' ? [one.act] : []));
}

function affairsOf(view: NonNullable<ReturnType<PurgeParts['sight']>>, act: Act, horizon: Instant): PatronAffairs {
  const patron = patronOfAct(act);
  if (patron === null) return { loans: [], fees: [], holds: [] };
  return {
    loans: [...view.loansOfPatron(patron), ...view.returnedLoansOfPatron(patron, horizon)],
    fees: view.feesOfPatron(patron),
    holds: view.holdsOfPatron(patron),
  };
}
