// Whether a desk may take a new version now. A desk that is cut off, or whose acts wait, keeps the version that recorded them until the server has them; an
// open shift is not interrupted; a version comes to some desks first. Pure: the program asks again at its end.

import { sha256Hex } from './digest.ts';

/** How things stand at a desk. */
export type UpdateStanding = {
  /** The server answers, and the copy is not behind an outage. */
  readonly isOnline: boolean;
  /** Acts of this desk that the server has not confirmed. */
  readonly waitingActs: number;
  readonly isShiftOpen: boolean;
  /** A person practices. */
  readonly isBusy: boolean;
};

/** A version that is offered. */
export type OfferedUpdate = {
  readonly version: string;
  /** Percentage of desks that take it; absent = all. */
  readonly stage?: number | undefined;
};

export type UpdateAnswer =
  | { readonly may: true }
  | { readonly may: false; readonly why: 'not-its-turn' | 'outage' | 'acts-wait' | 'shift-open' | 'busy' };

/** The answer for one desk. The reasons are in the order in which a person would hear them. */
export function mayUpdate(standing: UpdateStanding, offered: OfferedUpdate, desk: string): UpdateAnswer {
  if (!isInStage(desk, offered)) return { may: false, why: 'not-its-turn' };
  if (!standing.isOnline) return { may: false, why: 'outage' };
  if (standing.waitingActs > 0) return { may: false, why: 'acts-wait' };
  if (standing.isShiftOpen) return { may: false, why: 'shift-open' };
  return standing.isBusy ? { may: false, why: 'busy' } : { may: true };
}

/** Each version draws its desks anew; a stage that grows keeps those that it had. */
export function isInStage(desk: string, { version, stage = 100 }: OfferedUpdate): boolean {
  return Number.parseInt(sha256Hex(`${desk} ${version}`).slice(0, 8), 16) % 100 < stage;
}
