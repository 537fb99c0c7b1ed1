// The one clock of a program: the system's, plus the shift that --now or HOLDFAST_CLOCK_SHIFT_MS asks for.

import { formatInstant, parseInstant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { systemClock } from '../core/system-clock.ts';
import { UsageError, textOf, type Run } from './command.ts';

/** The shift in milliseconds. With --now it is worked out once and said on stderr. Both at once is wrong usage. */
export function clockShiftMs({ values, env, io }: Pick<Run, 'values' | 'env' | 'io'>): number {
  const now = textOf(values, 'now');
  const fromEnv = env['HOLDFAST_CLOCK_SHIFT_MS'] ?? '';
  if (now !== null && fromEnv !== '') throw new UsageError('--now and HOLDFAST_CLOCK_SHIFT_MS exclude each other');
  if (now !== null) {
    const instant = parseInstant(now);
    if (instant === null) throw new UsageError(`--now takes an instant such as 2026-06-27T14:00:00Z, not "${now}"`);
    const shift = instant - systemClock(0).now();
    io.err(`clock shift ${shift} ms: it is ${formatInstant(instant)}`);
    return shift;
  }
  if (!/^-?\d*$/.test(fromEnv)) throw new UsageError(`HOLDFAST_CLOCK_SHIFT_MS takes milliseconds, not "${fromEnv}"`);
  return Number(fromEnv || '0');
}

/** The clock with that shift. */
export function clockOf(run: Pick<Run, 'values' | 'env' | 'io'>): Clock {
  return systemClock(clockShiftMs(run));
}
