// The audit: added, waived and undone fees, with the known facts of each.

import { actId, staffId, type PatronId } from '../../../../../shared/core/ids.ts';
import { auditDocument } from '../../../../../shared/reports/audit/audit-document.ts';
import { actContent } from '../../../../../shared/acts/read-act.ts';
import { auditedAct, type StoredAct } from '../../../../../shared/reports/audit/audited-act.ts';
import { rowsOf } from '../tables.ts';
import { smallDocument } from '../small-document.ts';

const names = { barcodeOf: () => null, titleOf: () => null, actOf: () => null, accountOf: (id: PatronId) => id };
const told = { decision: 'done', reasons: [] };
const stored = (name: string, args: unknown, read: Partial<Parameters<typeof actContent>[0]> = {}): StoredAct => ({
  ...actContent({ name, version: 1, args, told, ...read }),
  id: actId(name),
  branch: null,
  channel: 'desk',
  shiftId: null,
  at: smallDocument.period.from,
  desk: 'Main desk',
  staffId: staffId('S1'),
  overrides: [],
  authoriserId: null,
  overrideReason: null,
  grant: null,
  phone: null,
});

const documentOf = (acts: readonly StoredAct[]) =>
  auditDocument(smallDocument, {
    acts: acts.map((act) => auditedAct(act, names)),
    sessions: null,
    exports: [],
    nameOf: (id) => id,
    currency: 'USD',
    coverage: [],
  });

const about = { patronId: 'P' };
const fee = { kind: 'manual', feeId: 'F' };

test('a fee that was added says how much and what for, a part that was waived how much', () => {
  const document = documentOf([
    stored('addFee', { ...about, feeId: 'F', itemId: null, charge: 'damage', amountMinor: 1_205, note: 'torn' }),
    stored('waive', { ...about, fee, amountMinor: 350, reason: 'our mistake' }),
    stored('waive', { ...about, fee, amountMinor: null, reason: 'all of it' }),
  ]);
  expect(rowsOf(document, 'acts').map(({ detail, reason }) => [detail, reason])).toEqual([
    ['$12.05, damage', 'torn'],
    ['$3.50', 'our mistake'],
    [null, 'all of it'],
  ]);
});

test('a waiver on a code by phone stands among the overrides, with whose word it was and that it came by phone', () => {
  const waive = stored('waive', { ...about, fee, amountMinor: 350, reason: 'our mistake' });
  const document = documentOf([
    { ...waive, authoriserId: staffId('S2'), phone: { challenge: 'C', code: 'c', codes: [], minor: null, nonce: 'n' } },
    { ...waive, id: actId('plain') },
  ]);
  expect(rowsOf(document, 'overrides')).toMatchObject([{ staff: 'S1', authoriser: 'S2 (Code by phone)' }]);
});

test('linked accounts are numbers: one account has one number in loans, links and their ends, and no other', () => {
  const link = { until: null, reason: 'leave', by: 'desk' };
  const lent = (item: string, proxy: string, sponsor = 'P') =>
    stored('checkout', {
      patronId: sponsor,
      carriedBy: proxy,
      card: `card-${proxy}`,
      itemId: item,
      barcode: `barcode-${item}`,
      mintsPatron: false,
      mintsItem: null,
    });
  const document = documentOf([
    stored('addProxy', { patronId: 'P', proxyId: 'R', ...link }),
    lent('X0', 'R'),
    lent('X1', 'Q', 'R'),
    stored('endProxy', { patronId: 'P', proxyId: 'R', link: 'addProxy', reason: '', by: 'desk' }),
    stored('waive', { ...about, fee, amountMinor: 350, reason: 'our mistake' }),
  ]);
  expect(rowsOf(document, 'proxies').map(({ item, for_account: to, by_account: by }) => [item, to, by])).toEqual([
    ['barcode-X0', '1', '2'],
    ['barcode-X1', '2', '3'],
  ]);
  expect(rowsOf(document, 'acts').map(({ detail }) => detail)).toEqual([
    'for account 1 by account 2',
    'for account 1 by account 2',
    '$3.50',
  ]);
  expect(JSON.stringify(document)).not.toMatch(/"[PQR]"|card-/);
});
