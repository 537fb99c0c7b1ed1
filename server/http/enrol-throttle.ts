// Wrong enrolment codes are few: after some within a minute, none is tried for the rest of it.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';

const MOST_FAILURES = 10;

export type EnrolThrottle = {
  /** Throws HF-ENROL-003 while too many codes were wrong. */
  readonly check: () => void;
  readonly failed: () => void;
};

export function createEnrolThrottle(clock: Clock): EnrolThrottle {
  let failures: number[] = [];
  return {
    check: () => {
      failures = failures.filter((at) => at > clock.mono() - MINUTE_MS);
      if (failures.length >= MOST_FAILURES) throw new HoldfastError('HF-ENROL-003');
    },
    failed: () => {
      failures.push(clock.mono());
    },
  };
}
