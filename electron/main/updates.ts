// New versions of the installed program: found and fetched beside the work, installed at its end, and only where the desk may take one then.

import type { Timers } from '../../shared/core/ports.ts';
import { HOUR_MS, MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { isInStage, mayUpdate, type UpdateStanding } from '../../shared/core/update-gate.ts';
import { DeskViewSchema } from '../../shared/views/session.ts';
import { SyncStatusSchema } from '../../shared/views/sync.ts';
import type { CallAnswer, FoundVersion, HostUpdates } from '../core/messages.ts';
import { isSignedUpdate, type FoundUpdate } from './signed-feed.ts';

/** The part of an updater that is used. */
export type Updater = {
  /** Looks at the list of the newest version; null = it is not newer than this one. */
  readonly find: () => Promise<FoundUpdate | null>;
  /** The text of that list, and its signature. */
  readonly list: () => Promise<{ readonly text: string; readonly signature: string }>;
  readonly fetch: () => Promise<void>;
  /** Whether the fetched version is installed when the program ends. */
  readonly installAtEnd: (does: boolean) => void;
};

export type UpdateParts = {
  readonly updater: Updater;
  /** Public key of the release. */
  readonly releaseKey: string;
  /** How the desk stands, and its id; null while it is none. */
  readonly standing: () => Promise<(UpdateStanding & { readonly desk: string }) | null>;
  readonly timers: Timers;
  /** Told after each look, for the desk's screens. */
  readonly tell: (now: HostUpdates) => void;
  readonly now: () => Instant;
  readonly log: (line: string) => void;
};

const FIRST_MS: Millis = 5 * MINUTE_MS;
const EVERY_MS: Millis = 4 * HOUR_MS;
const ANSWERS_MS: Millis = 1_000;

export type Updates = {
  /** Asks whether there is a new version, and fetches it. */
  readonly look: () => Promise<void>;
  /** To be called as the last thing before the core ends. */
  readonly beforeEnd: () => Promise<void>;
};

const NOT_LOOKED: HostUpdates = { by: 'itself', lookedAt: null, isReached: true, found: null };

/** A version that is fetched stays so while its place does not answer. */
const hereOf = (fetched: FoundUpdate | null): FoundVersion | null =>
  fetched === null ? null : { version: fetched.version, stage: fetched.stage, trouble: null };

/** Looks now and then. Never throws: a program without updates works on. */
export function watchUpdates({ updater, releaseKey, standing, timers, tell, now, log }: UpdateParts): Updates {
  let fetched: FoundUpdate | null = null;
  let cancel: () => void = () => undefined;
  updater.installAtEnd(false);
  tell(NOT_LOOKED);
  const fetch = async (found: FoundUpdate): Promise<FoundVersion['trouble']> => {
    try {
      if (!isSignedUpdate(await updater.list(), releaseKey, found)) {
        log(`update ${found.version}: not signed`);
        return 'not-signed';
      }
      await updater.fetch();
      fetched = found;
      log(`update ${found.version}: fetched`);
      return null;
    } catch (error) {
      logFailure(error);
      return 'not-fetched';
    }
  };
  const logFailure = (error: unknown) => log(`update: ${error instanceof Error ? error.name : 'unknown'}`);
  const look = async () => {
    try {
      const found = await updater.find();
      const looked = { ...NOT_LOOKED, lookedAt: now() };
      if (found === null) return tell(looked);
      const desk = (await standing())?.desk ?? null;
      if (desk === null) return;
      const { version, stage } = found;
      const isHere = version === fetched?.version;
      const trouble = isHere ? null : isInStage(desk, found) ? await fetch(found) : 'not-its-turn';
      tell({ ...looked, found: { version, stage: isHere ? fetched?.stage : stage, trouble } });
    } catch (error) {
      logFailure(error);
      tell({ ...NOT_LOOKED, lookedAt: now(), isReached: false, found: hereOf(fetched) });
    }
  };
  const next = (ms: Millis) => {
    cancel = timers.after(ms, () => void look().finally(() => next(EVERY_MS)));
  };
  next(FIRST_MS);
  return {
    look,
    beforeEnd: async () => {
      cancel();
      if (fetched === null) return;
      // A core that does not answer takes none of the time that it has to end.
      const late = new Promise<null>((resolve) => timers.after(ANSWERS_MS, () => resolve(null)));
      const stands = await Promise.race([standing().catch(() => null), late]);
      const answer = stands === null ? null : mayUpdate(stands, fetched, stands.desk);
      updater.installAtEnd(answer?.may === true);
      log(
        `update ${fetched.version}: ${answer === null ? 'not asked' : answer.may ? 'installed at the end' : answer.why}`,
      );
    },
  };
}

/** How the real desk stands. Null while it is no desk, or its core does not answer. */
export async function standingOf(core: {
  readonly isPractising: boolean;
  readonly askReal: (name: 'desk.view' | 'sync.status' | 'shift.current', input: unknown) => Promise<CallAnswer>;
}): Promise<(UpdateStanding & { readonly desk: string }) | null> {
  const [desk, status, shift] = await Promise.all([
    core.askReal('desk.view', {}),
    core.askReal('sync.status', {}),
    core.askReal('shift.current', {}),
  ]);
  if (!desk.ok || !status.ok || !shift.ok) return null;
  const { deskId } = DeskViewSchema.parse(desk.value);
  const { online, paused, pending } = SyncStatusSchema.parse(status.value);
  const isOnline = online && !paused;
  return { desk: deskId, isOnline, waitingActs: pending, isShiftOpen: shift.value !== null, isBusy: core.isPractising };
}
