// The text after an act on a row: only of a recorded act.

import { ok } from '../../../../shared/core/result.ts';
import { createRowActs, type RowActParts } from '../../../../renderer/stores/row-acts.ts';
import type { ListRow } from '../../../../shared/views/list.ts';

const row: ListRow = {
  key: 'K',
  group: null,
  state: 'plain',
  texts: [],
  at: [],
  opens: null,
  acts: [],
  names: { barcode: '3131', loanId: 'L', holdId: 'H', mark: 'missing', toMark: 'withdrawn' },
};
const parseLink = (link: unknown) => link as RowActParts['link'];

/** Acts on rows at a desk that answers so. */
function rowActs(value: unknown) {
  const asked: unknown[] = [];
  const act = (name: string, input: unknown) => {
    asked.push([name, input]);
    return Promise.resolve({ ok: true, value });
  };
  const acts = createRowActs({
    link: parseLink({ act }),
    work: {
      takeOffList: (item, place) => {
        asked.push(['found', item, place]);
        return Promise.resolve();
      },
    },
    complete: () => Promise.resolve(),
    merge: (...cards) => {
      asked.push(['merge', cards]);
      return Promise.resolve();
    },
    moveBooking: (booking) => {
      asked.push(['moved', booking]);
      return Promise.resolve();
    },
    print: (hold) => Promise.resolve({ ok: true, value: `printed ${hold}` }),
    inventories: () => ({ join: () => Promise.resolve(), saveReport: () => Promise.resolve(ok(null)) }),
    reason: () => 'why',
    said: (what) => `said ${what}`,
  });
  return { acts, asked };
}

test.each(['renew', 'cancelHold', 'setMark', 'clearMark', 'notOnShelf', 'searchAgain', 'replace', 'declareLost'])(
  '%s that was recorded is said on its row',
  async (name) => {
    const { acts } = rowActs({ decision: 'done', reasons: [] });
    expect(await acts.run(name, row, null)).toEqual({ ok: true, value: `said ${name}` });
  },
);

test('a renewal that was refused says why, and not that it was done', async () => {
  const reasons = [
    { code: 'RENEW_ON_HOLD', text: 'Another patron waits.', overridden: false },
    { code: 'PATRON_EXPIRED', text: 'Expired.', overridden: true },
  ];
  const { acts, asked } = rowActs({ decision: 'refused', reasons });
  expect(await acts.run('renew', row, null)).toEqual({
    ok: false,
    error: { code: 'RENEW_ON_HOLD', message: 'Another patron waits.' },
  });
  expect(asked).toEqual([['circ.renew', { item: '3131' }]]);
});

test('a copy that was found is checked in with its place', async () => {
  const { acts, asked } = rowActs(null);
  await acts.run('checkin', row, ' behind the copier ');
  expect(asked).toEqual([['found', { barcode: '3131', title: null }, 'behind the copier']]);
});

test('joining two accounts shows them side by side', async () => {
  const { acts, asked } = rowActs(null);
  const pair = { ...row, opens: { record: 'patron', card: 'card-1' } as const, names: { otherCard: 'card-2' } };
  await acts.run('mergePatrons', pair, null);
  expect(asked).toEqual([['merge', ['card-1', 'card-2']]]);
});

test.each(['claimReturned', 'claimNeverHad', 'dropClaim'])('%s is asked of the copy and its loan', async (name) => {
  const { acts, asked } = rowActs({ decision: 'done', reasons: [] });
  expect(await acts.run(name, row, null)).toEqual({ ok: true, value: `said ${name}` });
  expect(asked).toEqual([[`item.${name}`, { barcode: '3131', loanId: 'L' }]]);
});

test('a booking is opened in its grid, to be moved', async () => {
  const { acts, asked } = rowActs({});
  const names = { kindId: 'laptop', day: '2026-12-01', bookingId: 'B1' };
  const row = { names } as unknown as Parameters<typeof acts.run>[1];
  expect(await acts.run('placeBooking', row, null)).toMatchObject({ ok: true });
  expect(asked).toEqual([['moved', { kind: 'laptop', day: '2026-12-01', id: 'B1' }]]);
});
