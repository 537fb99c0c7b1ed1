// Wrong PINs at the server are few: after some within a quarter of an hour, none is tried for the rest of it. Kept by this process alone; desks,
// where PINs are given all day, keep theirs in the ledger.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';

const MOST_FAILURES = 4;
const WINDOW_MS = 15 * MINUTE_MS;

export type PinTries = {
  /** Throws HF-AUTH-023 while too many PINs of somebody were wrong. */
  readonly check: (staffId: string) => void;
  readonly failed: (staffId: string) => void;
  /** The PIN was right. */
  readonly forget: (staffId: string) => void;
};

export function createPinTries(clock: Clock): PinTries {
  const failures = new Map<string, readonly number[]>();
  const recent = (staffId: string) => (failures.get(staffId) ?? []).filter((at) => at > clock.mono() - WINDOW_MS);
  return {
    check: (staffId) => {
      const [first, ...others] = recent(staffId);
      if (first === undefined || others.length + 1 < MOST_FAILURES) return;
      throw new HoldfastError('HF-AUTH-023', { seconds: Math.ceil((first + WINDOW_MS - clock.mono()) / 1_000) });
    },
    failed: (staffId) => {
      failures.set(staffId, [...recent(staffId), clock.mono()]);
    },
    forget: (staffId) => void failures.delete(staffId),
  };
}
