// The one clock of a program: the system's, plus the shift that --now or HOLDFAST_CLOCK_SHIFT_MS asks for.

import { formatInstant, parseInstant, type Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { systemClock } from '../core/system-clock.ts';
import { UsageError, textOf, type Run } from './command.ts';

/** The shift in milliseconds. With --now it is computed once and printed on stderr. Both at once is wrong usage. */
export function clockShiftMs({ values, env, io }: Pick<Run, 'values' | 'env' | 'io'>): number {
  const now = textOf(values, 'now');
  const fromEnv = env['HOLDFAST_CLOCK_SHIFT_MS'] ?? '';
  if (now !== null && fromEnv !== '') throw new UsageError('--now and HOLDFAST_CLOCK_SHIFT_MS exclude each other');
  if (now !== null) {
    const instant = parseInstant(now);
    if (instant === null || !isInReach(instant))
      throw new UsageError(`--now takes an instant such as 2026-06-27T14:00:00Z, not "${now}"`);
    const shift = instant - systemClock(0).now();
    io.err(`clock shift ${shift} ms: it is ${formatInstant(instant)}`);
    return shift;
  }
  const shift = Number(fromEnv || '0');
  if (!/^(-?\d+)?$/.test(fromEnv) || !isInReach(systemClock(shift).now()))
    throw new UsageError(
      `HOLDFAST_CLOCK_SHIFT_MS takes milliseconds that lead to a year from 1970 to 9999, not "${fromEnv}"`,
    );
  return shift;
}

/** Instants beyond can be neither written nor compared with those of slips. */
function isInReach(at: Instant): boolean {
  return at >= 0 && at < Date.UTC(10_000, 0);
}

/** The clock with that shift. */
export function clockOf(run: Pick<Run, 'values' | 'env' | 'io'>): Clock {
  return systemClock(clockShiftMs(run));
}
