// The ten lessons of practice, done with the samples that it offers, by the rules of a library as it is: also where that has a single kind of item.

import { LESSON_ACTS, lessonsDone } from '../../../../shared/acts/lesson-checks.ts';
import { LESSON_IDS } from '../../../../shared/core/lesson-tasks.ts';
import { branchId, libraryId } from '../../../../shared/core/ids.ts';
import type { ItemKind, PracticeLibrary } from '../../../../shared/wire/practice-library.ts';
import { recordedActs } from '../../../../db/ledger/recorded-acts.ts';
import { practiceRows } from '../../../../server/demo/practice-rows.ts';
import { testRules } from '../../../contract/server/support/test-library.ts';
import { days, duration, hours, rule } from '../../../support/small-library.ts';
import { openDeskWorld } from '../../electron/core/support/desk-world.ts';
import type { RunningDesk } from '../../electron/core/support/running-desk.ts';
import { WEDNESDAY } from '../../electron/core/support/varied-library.ts';
import { practiceKind as kind } from '../../../support/practice-kind.ts';

const MAIN = branchId('main');
const EVERYONE = { patronGroup: { in: ['everyone'] } };
const library = (itemKinds: readonly ItemKind[]): PracticeLibrary => ({
  library: { id: libraryId('real'), name: 'Real Library', zone: 'UTC', currency: 'USD' },
  branches: [{ id: MAIN, name: 'Main', parent: null, kind: 'system', system: MAIN, zone: 'UTC' }],
  locations: [],
  rules: testRules('practice', {
    weights: { itemKind: 10, patronGroup: 5 },
    groups: ['everyone', 'strangers'].map((id) => ({ id, name: id, parent: null, isStaff: false })),
    rules: [
      rule('1', { criteria: EVERYONE, gives: { circulates: true, duration: duration(days(14)), renewals: 2 } }),
      rule('2', {
        criteria: { ...EVERYONE, itemKind: { in: ['laptop'] } },
        gives: { circulates: true, duration: duration(hours(4)), renewals: 0 },
      }),
    ],
    limitSets: [{ id: 'one', name: 'Laptops', branch: MAIN, limit: 1, kinds: ['laptop'], locations: [], global: true }],
  }),
  // Most of them may borrow nothing.
  patronKinds: ['strangers', 'everyone'].map((group) => ({ group, groupName: group, home: MAIN })),
  itemKinds: [...itemKinds],
  desk: { branch: MAIN, name: 'Front' },
});

/** Does all ten with the first samples that the page shows, as a person would. */
async function learn(desk: RunningDesk, cards: readonly string[], barcodes: readonly string[]): Promise<void> {
  const [one = '', other = ''] = cards;
  const [first = '', second = '', third = ''] = barcodes;
  const { rows } = await desk.ask('list.view', { list: 'patron-loans', of: one });
  for (const { names } of rows) await desk.ask('circ.renew', { item: names['barcode'] ?? '' });
  for (const item of [first, second]) await desk.ask('circ.checkout', { patron: one, item });
  await desk.ask('hold.place', { patron: other, target: first, pickup: 'main' });
  await desk.ask('circ.checkin', { item: first });
  await desk.ask('circ.checkout', { patron: other, item: first });
  const { commandId } = await desk.ask('circ.checkin', { item: second });
  await desk.ask('circ.undo', { commandId: commandId ?? '' });
  await desk.ask('item.recordUse', { barcode: third, count: 1 });
  await desk.ask('tally.count', { tier: '1' });
  await desk.ask('message.leave', { text: 'The printer is out of paper.' });
}

test.each([
  ['a single kind, of books', [kind('book')]],
  ['a single kind, of which a patron may have one', [kind('laptop')]],
  ['a single kind that is never lent', [kind('atlas', { reference: true, circulates: false, holdable: false })]],
  ['no kind yet', []],
  ['several kinds', [kind('laptop'), kind('book')]],
] as const)('can be done in a library with %s', async (_, kinds) => {
  const rows = practiceRows(library(kinds), WEDNESDAY);
  const world = await openDeskWorld({
    at: WEDNESDAY,
    items: 1,
    patrons: 1,
    fill: async (writer) => {
      await writer.activateRuleSet(library(kinds).rules, 0);
      await writer.putRows('patron', rows.patrons);
      await writer.putRows('title', rows.titles);
      await writer.putRows('item', rows.items);
      await writer.putRows('policy', rows.policies);
      await writer.putActs(rows.loans);
    },
  });
  try {
    const desk = await world.readyDesk('supervisor');
    await learn(desk, rows.cards, rows.barcodes);
    const acts = recordedActs(desk.core.desk.ledger, LESSON_ACTS, { from: 0, to: Number.MAX_SAFE_INTEGER });
    expect(lessonsDone(acts).map(({ task }) => task)).toEqual(LESSON_IDS);
  } finally {
    await world.end();
  }
});
