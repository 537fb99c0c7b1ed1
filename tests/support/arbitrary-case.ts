// Arbitrary cases of the timeline's form, without an end: desks at three branches that know of each other's acts or do not,
// clocks close together or far apart, two copies of one title, three patrons. Drafts are independent of each other, so that
// fast-check can leave any of them out when it looks for the smallest case that fails.

import fc from 'fast-check';
import type { CaseFileForm, CaseForm, PolicyForm } from '../timeline/case-form.ts';
import { formatInstant } from '../../shared/core/instant.ts';
import { branches, DraftArbitrary, oneIn } from './arbitrary-draft.ts';
import { CaseWriter } from './case-writer.ts';

const hour = 3_600_000;
const morning = Date.UTC(2026, 0, 5, 8);

/** The file that arbitrary cases stand in: desks, and nothing that a case does not say itself. */
export const arbitraryCaseFile: CaseFileForm = {
  form: 1,
  finds: true,
  desks: [...Object.entries(branches).map(([desk, branch]) => ({ desk, branch })), { desk: 'SRV', branch: null }],
  policies: {},
  defaults: { items: [], loans: [], holds: [], policy: 'own' },
  cases: [],
};

const PolicyArbitrary: fc.Arbitrary<PolicyForm> = fc.record({
  overdue: fc.record({
    rate: fc.constant(100),
    perMs: fc.constantFrom(hour, 24 * hour),
    graceMs: fc.constantFrom(0, hour / 2),
    max: fc.constantFrom(0, 500),
  }),
  lost: fc.record({
    afterMs: fc.constantFrom(12 * hour, 48 * hour),
    processing: fc.constantFrom(500, 0),
    refundWithinMs: fc.constantFrom(null, 24 * hour),
    removeProcessing: fc.boolean(),
    chargeOverdue: fc.boolean(),
  }),
});

const branch = fc.constantFrom('main', 'north');

const OpeningArbitrary = fc.record({
  serial: oneIn(10),
  policy: PolicyArbitrary,
  loan: fc.option(
    fc.record({ patron: fc.constantFrom('P', 'Q'), due: fc.integer({ min: -1, max: 30 }), branch: fc.option(branch) }),
  ),
  notHoldable: fc.constantFrom(null, null, null, null, 'X', 'Y'),
  holds: fc.array(
    fc.record({ patron: fc.constantFrom('P', 'Q', 'R'), pickup: branch, forY: oneIn(5), suspended: oneIn(4) }),
    { maxLength: 2 },
  ),
  trappedAt: fc.option(branch, { freq: 3 }),
});

/** Cases of up to so many acts. */
export function arbitraryCase(mostActs: number): fc.Arbitrary<CaseForm> {
  return fc
    .record({ opening: OpeningArbitrary, drafts: fc.array(DraftArbitrary, { minLength: 1, maxLength: mostActs }) })
    .map(({ opening, drafts }) => {
      const { loan, serial, notHoldable, trappedAt } = opening;
      const holds = opening.holds.map(({ patron, pickup, forY, suspended }, index) => ({
        hold: `H${index}`,
        patron,
        title: 't',
        pickup,
        ...(forY ? { item: 'Y' } : {}),
        ...(suspended ? { suspended } : {}),
        ...(index === 0 && trappedAt !== null ? { trapped: 'Y', trappedBranch: trappedAt } : {}),
      }));
      const loans =
        loan === null
          ? []
          : [
              {
                loan: 'L',
                item: 'X',
                patron: loan.patron,
                outAt: formatInstant(morning - 3 * hour),
                dueAt: formatInstant(morning + loan.due * hour),
                ...(loan.branch === null ? {} : { branch: loan.branch }),
              },
            ];
      const writer = new CaseWriter(morning, loans, holds);
      for (const draft of drafts) writer.write(draft);
      return {
        id: 'arbitrary',
        clause: 'any',
        title: 'an arbitrary case',
        items: [
          { item: 'X', title: 't', home: 'main', price: 5_000, serial, holdable: notHoldable !== 'X' },
          { item: 'Y', title: 't', home: 'main', price: 5_000, holdable: notHoldable !== 'Y' },
        ],
        loans,
        holds,
        policy: opening.policy,
        acts: writer.acts,
        expect: { loans: [], items: {}, holds: [], fees: [], credits: {}, exceptions: [] },
      };
    });
}
