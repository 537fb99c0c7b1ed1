// The one-pass sums of shifts equal the figures counted one by one.

import fc from 'fast-check';
import { actId, staffId } from '../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../shared/core/instant.ts';
import type { ReportedAct } from '../../../../shared/reports/shift.ts';
import { countActs, shiftTally } from '../../../../shared/reports/shift-tally.ts';
import { refusalAt } from '../../../support/refusals.ts';

const begin = Date.UTC(2026, 0, 5, 8);
const people = ['ana', 'ben', 'eve'].map(staffId);
const names = ['checkout', 'checkin', 'renew', 'waive', 'undo', 'pay'] as const;
const moment = fc.integer({ min: begin, max: begin + 5 * HOUR_MS });

const acts: fc.Arbitrary<ReportedAct[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom(...names),
      at: moment,
      staffId: fc.constantFrom(null, ...people),
      overrides: fc.subarray(['PATRON_FINES', 'LIMIT_REACHED']),
      use: fc.constantFrom('general' as const, 'reserve' as const, 'equipment' as const),
      held: fc.boolean(),
      undoes: fc.option(fc.nat({ max: 30 })),
      reason: fc.constantFrom(null, 'wrong item', 'our mistake'),
    }),
    { maxLength: 30 },
  )
  .map((drawn) =>
    drawn.map(({ held, use, undoes, ...act }, n) => ({
      ...act,
      id: actId(`act ${n}`),
      use: act.name === 'checkout' ? use : null,
      fills: held && act.name === 'checkout',
      trapped: held && act.name === 'checkin',
      undoes: act.name === 'undo' && undoes !== null ? actId(`act ${undoes}`) : null,
      voided: null,
    })),
  );

const shifts = fc.array(
  fc.record({
    acts,
    refusals: fc.array(
      moment.map((at) => refusalAt(at)),
      { maxLength: 5 },
    ),
    people: fc.subarray(people).map((some) => some.map((id, n) => ({ staffId: id, ms: (n + 1) * HOUR_MS }))),
  }),
  { maxLength: 3 },
);

test('hours, people and overrides are what counting each by itself comes to', () => {
  fc.assert(
    fc.property(shifts, (all) => {
      const tally = shiftTally('UTC');
      for (const { acts, ...told } of all) tally.shift({ ...told, telling: countActs(tally, acts) });
      const figures = tally.figures();
      const made = all.flatMap((one) => one.acts);
      const count = (is: (act: ReportedAct) => boolean) => made.filter(is).length;
      const turnedAway = all.flatMap(({ refusals }) => refusals);
      expect(figures.hours.map(({ at }) => at)).toEqual(
        [...new Set([...made, ...turnedAway].map(({ at }) => Math.floor(at / HOUR_MS) * HOUR_MS))].toSorted(
          (a, b) => a - b,
        ),
      );
      for (const hour of figures.hours) {
        const isIn = ({ at }: { readonly at: number }) => at >= hour.at && at < hour.at + HOUR_MS;
        expect(hour).toEqual({
          at: hour.at,
          checkouts: count((act) => isIn(act) && act.name === 'checkout'),
          reserves: count((act) => isIn(act) && act.use === 'reserve'),
          equipment: count((act) => isIn(act) && act.use === 'equipment'),
          renewals: count((act) => isIn(act) && act.name === 'renew'),
          checkins: count((act) => isIn(act) && act.name === 'checkin'),
          holdsFilled: count((act) => isIn(act) && act.fills),
          holdsShelved: count((act) => isIn(act) && act.trapped),
          overrides: count((act) => isIn(act) && act.overrides.length > 0),
          refused: turnedAway.filter(isIn).length,
        });
      }
      const present = all.flatMap((one) => one.people);
      const known = people.filter((id) => [...made, ...present].some((one) => one.staffId === id));
      expect(figures.people.map((one) => one.staffId).toSorted()).toEqual(known.toSorted());
      for (const person of figures.people) {
        const isBy = (act: ReportedAct) => act.staffId === person.staffId;
        expect(person).toMatchObject({
          signedInMs: present.filter((one) => one.staffId === person.staffId).reduce((sum, { ms }) => sum + ms, 0),
          overrides: count((act) => isBy(act) && act.overrides.length > 0),
        });
        for (const name of names) {
          expect(person.acts.get(name) ?? 0).toBe(count((act) => isBy(act) && act.name === name));
        }
        // In each shift waivers come first; an undone act is named where it is of the same shift.
        expect(person.reasons).toEqual(
          all.flatMap((one) =>
            (['waive', 'undo'] as const).flatMap((name) =>
              one.acts
                .filter((act) => isBy(act) && act.name === name)
                .map(({ at, reason, undoes }) => ({
                  name,
                  at,
                  reason,
                  undone: one.acts.find(({ id }) => id === undoes)?.name ?? null,
                })),
            ),
          ),
        );
      }
      for (const code of ['PATRON_FINES', 'LIMIT_REACHED']) {
        expect(figures.overrides.get(code) ?? 0).toBe(count(({ overrides }) => overrides.includes(code)));
      }
    }),
  );
});
