// The figures of a shift, counted from the library's acts, without any report.

import { jsonLines } from './program.ts';
import type { ShiftFigures } from './shift-figures.ts';
import type { ShiftWorld } from './shift-world.ts';
import { expectThat } from './tell.ts';

/** The library's rows of the shift, counted without any report. */
export async function countedActs(
  { place, env, desk }: ShiftWorld,
  { startingMinor, countedMinor }: Pick<ShiftFigures, 'startingMinor' | 'countedMinor'>,
): Promise<ShiftFigures> {
  const commands = await jsonLines<{ name: string; receipt: string }>(
    ['inspect', 'commands', '--all', ...place],
    env(),
  );
  const payments = await jsonLines<{ amountMinor: number; method: string }>(
    ['inspect', 'payments', '--all', ...place],
    env(),
  );
  expectThat(
    commands.every(({ receipt }) => receipt === 'applied'),
    'every act is applied',
    commands.map(({ receipt }) => receipt),
  );
  const count = (name: string): number => commands.filter((one) => one.name === name).length;
  const cashMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { leftOut, exceptions } = await desk().api.get('exception.list', {});
  return {
    checkouts: count('checkout'),
    checkins: count('checkin'),
    renewals: count('renew'),
    payments: payments.length,
    cashMinor,
    startingMinor,
    expectedMinor: startingMinor + cashMinor,
    countedMinor,
    overShortMinor: countedMinor - startingMinor - cashMinor,
    waivers: count('waive'),
    exceptions: exceptions.length + leftOut,
  };
}
