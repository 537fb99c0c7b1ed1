// Tells the server how ready this desk is for an outage, and which lessons people did at it: soon after a start, when a check changes, and every half hour. Runs its drills besides.

import type { ReadinessFacts } from '../../../shared/circ/model/readiness.ts';
import { judgeReadiness } from '../../../shared/circ/readiness.ts';
import { DESK_KEYS } from '../../../shared/core/desk-keys.ts';
import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { MOST_LESSONS } from '../../../shared/wire/readiness.ts';
import { keptLessons } from '../practice/lessons.ts';
import { askWithToken } from '../link/ask-server.ts';
import type { Core } from '../start-core.ts';
import { deskDrills, type Drills } from './drill.ts';
import { gatherFacts } from './gather-facts.ts';

const FIRST_AFTER_MS: Millis = 10_000;
const LOOK_EVERY_MS: Millis = MINUTE_MS;
const TELL_EVERY_MS: Millis = 30 * MINUTE_MS;

type ReadyCore = Pick<Core, 'desk' | 'files' | 'engine'>;

export type Readiness = {
  /** Begins and ends drills, and reports where that is due. Never rejects. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
};

/** Keeps reporting until it is stopped. A look that fails is taken again a minute later. */
export function keepReadiness(
  core: ReadyCore,
  { timers, onFault }: { readonly timers: Timers; readonly onFault: (error: unknown) => void },
): Readiness {
  const { desk, engine } = core;
  const drills = deskDrills({
    ledger: desk.ledger,
    deskId: desk.identity.deskId,
    copy: () => desk.copy(),
    now: () => desk.clock.now(),
    isPaused: () => engine.state.paused,
    pause: (on) => desk.link.pause(on),
    pending: () => engine.ledgerNow().pending,
  });
  const told: { about: string; at: Instant } = { about: '', at: 0 };
  const report = async (): Promise<void> => {
    if (!desk.link.isOnline()) return;
    const facts = factsOf(core, drills);
    const now = desk.clock.now();
    const lessons = keptLessons(desk.ledger).slice(-MOST_LESSONS);
    const about = essence(facts, now) + JSON.stringify(lessons);
    if (about === told.about && now - told.at < TELL_EVERY_MS) return;
    const answer = await askWithToken(core.files, () => core.files.client.readiness({ facts, lessons }));
    if (answer.ok) Object.assign(told, { about, at: now });
  };
  let cancel = timers.after(FIRST_AFTER_MS, () => void tick());
  let isStopped = false;
  const look = async (): Promise<Instant | null> => {
    try {
      const next = drills.look();
      await report();
      return next;
    } catch (error) {
      onFault(error);
      return null;
    }
  };
  const tick = async (): Promise<void> => {
    const next = await look();
    if (isStopped) return;
    const wait = next === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(1, next - desk.clock.now()));
    cancel = timers.after(wait, () => void tick());
  };
  return {
    look: async () => void (await look()),
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}

function factsOf({ desk, files, engine }: ReadyCore, drills: Drills): ReadinessFacts {
  const db = desk.copy()?.db;
  const isWhole = db !== undefined && replicaState(db)?.isPartial === false;
  const { pending, oldestPendingAt } = engine.ledgerNow();
  const { offsetMs, offsetAgeMs } = engine.readOffset();
  return gatherFacts({
    dir: desk.config.dataDir,
    ledger: desk.ledger,
    protection: files.keyStore.protection,
    now: desk.clock.now(),
    desk: { id: desk.identity.deskId, name: desk.identity.deskName },
    dataAsOf: isWhole ? desk.patronsAsOf() : null,
    clockOffsetMs: offsetAgeMs === null ? null : offsetMs,
    waiting: { count: pending, since: pending === 0 ? null : oldestPendingAt },
    drill: drills.last(),
    update: desk.link.status().update?.waits ?? undefined,
  });
}

/** The part of a report that is worth a report of its own when it changes. */
function essence(facts: ReadinessFacts, now: Instant): string {
  const beside = { reportedAt: now, now, zone: 'UTC', newestVersion: facts.version, keys: DESK_KEYS };
  const judged = judgeReadiness({ facts, ...beside });
  return JSON.stringify([judged.map(({ state }) => state), facts.drill, facts.update]);
}
