// An outage drill at this desk: its line is cut for some minutes, as a supervisor asked by `startDrill`, and mended again. Kept in the ledger, so
// that a desk restarted meanwhile ends its drill there.

import { z } from 'zod';
import { drillEntryId, isOfKind, type LogEntry } from '../../../shared/circ/model/log-entry.ts';
import { DrillResultSchema, type DrillResult } from '../../../shared/circ/model/readiness.ts';
import { ActIdSchema, type DeskId } from '../../../shared/core/ids.ts';
import { InstantSchema, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { newestActN } from '../../../db/ledger/outages.ts';
import { rowByKey } from '../../../db/replica/read-row.ts';
import type { Copy } from '../desk-sight.ts';

const RunningSchema = z.object({ drill: ActIdSchema, from: InstantSchema, until: InstantSchema, afterN: z.int() });
const DrillStateSchema = z.object({
  /** The last drill received, done or too late. */
  heard: ActIdSchema.nullable(),
  running: RunningSchema.nullable(),
  last: DrillResultSchema.omit({ left: true }).nullable(),
});
type DrillState = z.infer<typeof DrillStateSchema>;

const SETTING = 'drill';
const NONE: DrillState = { heard: null, running: null, last: null };

export type DrillParts = {
  readonly ledger: LedgerWriter;
  readonly deskId: DeskId;
  readonly copy: () => Pick<Copy, 'db'> | null;
  readonly now: () => Instant;
  readonly isPaused: () => boolean;
  readonly pause: (on: boolean) => void;
  /** Acts that the server has not confirmed. */
  readonly pending: () => number;
};

export type Drills = {
  /** Begins a drill that was asked for, and ends one whose time is over. Returns the time of the next look; null = no set time. */
  readonly look: () => Instant | null;
  /** The last one that ended. */
  readonly last: () => DrillResult | null;
};

/** Drills of this desk. A pause of before is no drill: a new start ends one. */
export function deskDrills(parts: DrillParts): Drills {
  const { ledger } = parts;
  const read = (): DrillState => stateIn(ledger);
  const write = (state: DrillState): void => writeSetting(ledger, SETTING, state);
  const end = (state: DrillState, running: z.infer<typeof RunningSchema>): void => {
    const to = Math.min(parts.now(), running.until);
    const { drill, from, until, afterN } = running;
    const acts = newestActN(ledger) - afterN;
    write({ ...state, running: null, last: { drill, from, to, acts, isEndedEarly: to < until } });
    parts.pause(false);
  };
  return {
    look() {
      const state = read();
      const { running } = state;
      if (running !== null) {
        if (parts.now() < running.until && parts.isPaused()) return running.until;
        end(state, running);
        return null;
      }
      const asked = askedDrill(parts);
      if (asked === null || asked.act === state.heard) return null;
      const until = asked.at + asked.what.minutes * MINUTE_MS;
      const from = parts.now();
      // A drill that arrives when its time is over, or while a person pauses the desk, is left out.
      if (from >= until || parts.isPaused()) {
        write({ ...state, heard: asked.act });
        return null;
      }
      write({ ...state, heard: asked.act, running: { drill: asked.act, from, until, afterN: newestActN(ledger) } });
      parts.pause(true);
      return until;
    },
    last: () => lastDrill(ledger, parts.pending()),
  };
}

/** The last drill of a desk that ended; `pending`: acts that the server has not confirmed. */
export function lastDrill(ledger: Ledger, pending: number): DrillResult | null {
  const { last } = stateIn(ledger);
  return last === null ? null : { ...last, left: Math.min(last.acts, pending) };
}

/** When the drill that is on ends; null while there is none. */
export function drillUntil(ledger: Ledger): Instant | null {
  return stateIn(ledger).running?.until ?? null;
}

function stateIn(ledger: Ledger): DrillState {
  return readSetting(ledger, SETTING, DrillStateSchema) ?? NONE;
}

/** Only one that the server has confirmed: a desk that asked itself must have sent it before its line is cut. */
function askedDrill({ copy, deskId }: DrillParts) {
  const db = copy()?.db;
  const entry: LogEntry | null = db === undefined ? null : rowByKey(db, 'logEntry', drillEntryId(deskId));
  return entry !== null && isOfKind(entry, 'drill') ? entry : null;
}
