// Desks whose computer has another idea of the time: years off, weeks off, with the server to compare with, after it, and without it. Lending goes
// on, and where the offset is known the dates are right. [I31]

import { setTimeout as pause } from 'node:timers/promises';
import { openCutLine } from '../../simulation/processes/cut-line.ts';
import type { Chance } from '../../simulation/world/chance.ts';
import { holds } from '../../simulation/world/broken.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { CONTACT_DEFAULTS } from '../../../shared/circ/model/contact-terms.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import { waitUntil } from '../../e2e/story/wait-until.ts';
import type { Acknowledged, AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';
import { expectExactlyOnce } from './exactly-once.ts';

/** Days that a clock is ahead; behind where negative. */
export const SHIFTS = [3_652, -3_652, 40] as const;
/** Books of the library are lent for so many days. */
const LENT_DAYS = 14;

type ClockAttack = { readonly chance: Chance; readonly shifts: readonly number[]; readonly acts: number };

/** One desk for each shift. Returns the counts. */
export async function attackByClocks(
  library: AttackedLibrary,
  { chance, shifts, acts }: ClockAttack,
): Promise<Record<string, number>> {
  const found = await Promise.allSettled(
    shifts.map((days, index) => shiftOne(library, { days, index, acts, chance: chance.fork(`${days} days`) })),
  );
  const breaches = found.flatMap((one, index) =>
    one.status === 'rejected'
      ? [`${shifts[index]} days: ${one.reason instanceof Error ? one.reason.message : ''}`]
      : [],
  );
  holds(31, breaches.length === 0, () => breaches.join(' · '));
  const desks = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const sum = (each: (one: Shifted) => number) => desks.reduce((all, one) => all + each(one), 0);
  return {
    'clocks shifted': 3 * shifts.length,
    'acts acknowledged': sum(({ desk }) => desk.acknowledged.length),
    'due dates compared': sum(({ dates }) => dates),
    'acts stopped': 0,
    'wrong dates': 0,
  };
}

type Shifted = { readonly desk: AttackedDesk; readonly dates: number };

async function shiftOne(
  library: AttackedLibrary,
  {
    days,
    index,
    acts,
    chance,
  }: { readonly days: number; readonly index: number; readonly acts: number; readonly chance: Chance },
): Promise<Shifted> {
  const line = await openCutLine(library.url(), chance.fork('line'));
  try {
    const desk = await library.joinDesk(`clock-${index}`, { by: line.url });
    await desk.acts(chance, 3);
    await desk.settled();
    const shiftedBy = (ms: number) => ({ env: { HOLDFAST_CLOCK_SHIFT_MS: String(ms) } });
    const isKnown = () =>
      waitUntil(`the offset of ${days} days is known`, 30_000, async () => {
        const { clock } = await desk.api.get('sync.status', {});
        return Math.abs(clock.offsetMs + days * DAY_MS) < 60_000;
      });
    // The server answers: the clock's error is known within a moment.
    await desk.end();
    await desk.start([], shiftedBy(days * DAY_MS));
    await isKnown();
    const before = desk.acknowledged.length;
    await desk.acts(chance, acts);
    await desk.settled();
    // The line fails and the program starts again: it is still known.
    await desk.end();
    line.set('down');
    await desk.start([], shiftedBy(days * DAY_MS));
    await isKnown();
    await desk.acts(chance, acts);
    const known = desk.acknowledged.slice(before);
    for (const done of known) expectRightDate(done, days);
    // A clock that jumps by another amount looks like a start of the computer. Without a server since, nothing shows that the clock is wrong, and no
    // loan stops. If the clock says that the server was away too long, only basic rights are left, as if it had been.
    await desk.end();
    await desk.start([], shiftedBy(days * DAY_MS + HOUR_MS));
    await expectRights(desk, { chance, isBasic: days * DAY_MS > CONTACT_DEFAULTS.fullRightsHours * HOUR_MS });
    // Books that were lent with the offset known come back late by a clock that is weeks ahead. The ban goes once the server has put the time right.
    await desk.acts(chance, acts, 'items', days > LENT_DAYS);
    line.set('up');
    await desk.settled();
    await desk.end();
    await expectExactlyOnce(library, desk);
    await expectNothingInferred(library, desk, known);
    return { desk, dates: known.filter(({ dueAt }) => dueAt !== undefined).length };
  } finally {
    await pause(0);
    await line.close();
  }
}

/** Money takes more than basic rights. */
async function expectRights(
  desk: AttackedDesk,
  { chance, isBasic }: { readonly chance: Chance; readonly isBasic: boolean },
): Promise<void> {
  const refused = await desk.actOnMoney(chance);
  const expected = isBasic ? 'HF-AUTH-024' : undefined;
  holds(31, refused?.code === expected, () => `${desk.name} answered ${refused?.code ?? 'done'} to an act on money`);
}

/** Lent now, due in two weeks, at the end of that day. */
function expectRightDate({ id, dueAt }: Acknowledged, days: number): void {
  if (dueAt === undefined) return;
  const afterDays = (Date.parse(dueAt) - Date.now()) / DAY_MS;
  holds(
    31,
    afterDays > LENT_DAYS - 1 && afterDays < LENT_DAYS + 1.5,
    () => `with a clock ${days} days off ${id} was lent for ${afterDays.toFixed(1)} days`,
  );
}

/**
 * No loan was aged or put in question because of a clock, and no fee came of a loan that was made with the offset known. A loan made without it keeps
 * its date until a person changes it: its exception says so.
 */
async function expectNothingInferred(
  library: AttackedLibrary,
  desk: AttackedDesk,
  known: readonly Acknowledged[],
): Promise<void> {
  const items = new Set(desk.acknowledged.flatMap(({ item }) => item ?? []));
  const lent = new Set(known.map(({ id }) => id));
  await library.withStore(async (store) => {
    const { loans, fees } = await store.read(async (tx) => ({
      loans: await readAllRows(tx, 'loan'),
      fees: await readAllRows(tx, 'fee'),
    }));
    const odd = loans.filter(({ itemId, state }) => items.has(String(itemId)) && !['open', 'closed'].includes(state));
    holds(31, odd.length === 0, () => `${odd.length} loans of ${desk.name} are ${odd[0]?.state}`);
    const made = fees.filter(({ loanId, kind }) => kind !== 'manual' && lent.has(String(loanId)));
    holds(31, made.length === 0, () => `${made.length} fees of ${desk.name} came of a wrong clock`);
  });
}
