// Facts on the readiness of this desk for an outage, read where they are kept. Reads only; `judgeReadiness` weighs them.

import { statfsSync } from 'node:fs';
import type { DrillResult, ReadinessFacts } from '../../../shared/circ/model/readiness.ts';
import { isOverriding, isRight } from '../../../shared/circ/rights.ts';
import type { DeskId } from '../../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { PROGRAM_VERSION } from '../../../shared/core/program-version.ts';
import type { KeyProtection } from '../../../db/keys/key-store.ts';
import { lastCopyCheck } from '../../../db/ledger/desk-state.ts';
import { losses, lostActs } from '../../../db/ledger/losses.ts';
import { nightGrants } from '../../../db/ledger/night-grants.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { waitingSlips } from '../../../db/ledger/slips.ts';
import { allGrants } from '../../../db/ledger/staff-grants.ts';
import { listFileFacts } from '../lists/list-files-setting.ts';
import { printerSettings } from '../facade/slip-settings.ts';

/** Night grants count that hold at some time in so long from now. */
const GRANTS_AHEAD_MS = 7 * DAY_MS;

/** A desk as its facts are read from, running or only looked at. */
export type ReadinessSource = {
  readonly dir: string;
  readonly ledger: Ledger;
  readonly protection: KeyProtection;
  readonly now: Instant;
  readonly desk: { readonly id: DeskId; readonly name: string };
  /** Up to when the copy is complete; null without a whole one. */
  readonly dataAsOf: Instant | null;
  readonly clockOffsetMs: number | null;
  readonly waiting: { readonly count: number; readonly since: Instant | null };
  readonly drill: DrillResult | null;
  /** A newer version that waits; absent = none is known. */
  readonly update?: ReadinessFacts['update'] | undefined;
};

/** Reads the facts. */
export function gatherFacts(source: ReadinessSource): ReadinessFacts {
  const { dir, ledger, protection, now, desk, dataAsOf, clockOffsetMs, waiting, drill, update } = source;
  const { bavail, bsize } = statfsSync(dir);
  const listFiles = listFileFacts(ledger);
  return {
    deskId: desk.id,
    name: desk.name,
    version: PROGRAM_VERSION,
    dataAsOf,
    keys: protection,
    clockOffsetMs,
    printer: { isSet: printerSettings({ ledger }).target.kind !== 'none', waiting: waitingSlips(ledger).length },
    nightGrants: nightGrants(ledger).filter(({ from, to }) => from < now + GRANTS_AHEAD_MS && to > now).length,
    freeBytes: bavail * bsize,
    self: selfChecks(ledger),
    people: peopleIn(ledger, now),
    waiting: waiting.count,
    waitingSince: waiting.since,
    drill,
    ...(update === undefined ? {} : { update }),
    ...(listFiles === null ? {} : { listFiles }),
  };
}

function selfChecks(ledger: Ledger): ReadinessFacts['self'] {
  const compared = lastCopyCheck(ledger);
  return {
    comparedAt: compared?.at ?? null,
    isDiffering: (compared?.differing.length ?? 0) > 0,
    lostActs: losses(ledger).reduce((sum, loss) => sum + lostActs(loss), 0),
  };
}

function peopleIn(ledger: Ledger, now: Instant): ReadinessFacts['people'] {
  const current = allGrants(ledger).filter(({ expires }) => expires === null || expires > now);
  const overriding = current.filter(({ permissions }) =>
    permissions.some((name) => isRight(name) && isOverriding(name)),
  );
  return { maySignIn: current.length, mayOverride: overriding.length };
}
