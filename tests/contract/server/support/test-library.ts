// A small library for tests of the server: two systems of one branch each, some items, patrons and staff, one rule set in force.

import {
  days,
  duration,
  itemAt,
  lostAfter,
  openAlways,
  patron,
  rule,
  ruleSet,
  title,
} from '../../../support/small-library.ts';
import type { LibraryWriter } from '../../../../server/library/library-writer.ts';
import type { Store } from '../../../../server/store/store.ts';
import { branchId, itemId, libraryId, patronId, ruleSetVersion, titleId } from '../../../../shared/core/ids.ts';
import type { Item } from '../../../../shared/circ/model/item.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import { hashPolicy, type Policy } from '../../../../shared/rules/model/policy.ts';
import type { WeightedRuleSet } from '../../../../shared/rules/model/rule-set.ts';
import { RoleSchema, type Role } from '../../../../shared/circ/rights.ts';

/** Midnight of the day on which most of these tests play. */
export const day = Date.UTC(2026, 0, 5);
export const at = (hour: number, minute = 0, second = 0): number =>
  day + (hour * 60 + minute) * 60_000 + second * 1_000;

export const testPolicy: Policy = {
  grain: 'day',
  period: { n: 14, unit: 'days' },
  maxRenewals: 2,
  overdue: { rateMinor: 25, perMs: 86_400_000, graceMs: 0, maxMinor: 500, closedDays: 'count' },
  lost: lostAfter(30 * 86_400_000, { refundWithinMs: null }),
};
export const testPolicyHash = hashPolicy(testPolicy);

export const testItem = (id: string, more: Partial<Item> = {}): Item =>
  itemAt(branchId('main'), {
    id: itemId(id),
    barcode: `barcode-${id}`,
    titleId: titleId(`title-${id}`),
    callNumber: 'QA 76',
    kind: 'book',
    priceMinor: 2_500,
    source: { system: 'test', id },
    ...more,
  });

export const testPatron = (id: string, more: Partial<Patron> = {}): Patron =>
  patron({
    id: patronId(id),
    cards: [{ number: `card-${id}`, active: true, primary: true }],
    name: { family: 'Family', given: id, middle: null, suffix: null, chosen: null },
    group: 'everyone',
    groupName: 'Everyone',
    source: { system: 'test', id },
    ...more,
  });

export const testRules = (version = 'rules-1', more: Partial<WeightedRuleSet> = {}): WeightedRuleSet =>
  ruleSet({
    version: ruleSetVersion(version),
    groups: [{ id: 'everyone', name: 'Everyone', parent: null, isStaff: false }],
    branches: [
      { id: branchId('main'), parent: null, calendar: openAlways() },
      { id: branchId('east'), parent: null, calendar: openAlways() },
    ],
    rules: [
      rule('rule-1', {
        name: 'All',
        position: 1,
        criteria: {},
        gives: { circulates: true, duration: duration(days(14)), renewals: 2 },
      }),
    ],
    minimumUsefulMinutes: 0,
    ...more,
  });

/** Fills a library: branches main and east, items X0…, patrons P0…. */
export async function fillTestLibrary(
  store: Store,
  writer: LibraryWriter,
  size: { items?: number; patrons?: number } = {},
): Promise<void> {
  await writer.createLibrary({ id: libraryId('test'), name: 'Test', zone: 'UTC', currency: 'USD' });
  await writer.putRows(
    'branch',
    ['main', 'east'].map((id) => ({
      id: branchId(id),
      name: id,
      parent: null,
      kind: 'system' as const,
      system: branchId(id),
      zone: 'UTC',
    })),
  );
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const items = names('X', size.items ?? 5);
  await writer.putRows(
    'title',
    items.map((id) => title(`title-${id}`, { title: `Title of ${id}` })),
  );
  await writer.putRows(
    'item',
    items.map((id) => testItem(id)),
  );
  await writer.putRows(
    'patron',
    names('P', size.patrons ?? 5).map((id) => testPatron(id)),
  );
  await writer.putRows('policy', [{ hash: testPolicyHash, policy: testPolicy }]);
  await writer.activateRuleSet(testRules(), 0);
  await addTestStaff(store, 'staff-desk', 'desk');
}

/** A member of staff with a role since ever. */
export async function addTestStaff(store: Store, id: string, role: Role, since = 0): Promise<void> {
  await store.write(async (tx) => {
    await tx.db
      .insertInto('staff')
      .values({
        id,
        name: id,
        branch: null,
        salt: '',
        pin_hash: '',
        badge_digest: null,
        expires_at: null,
        created_at: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx.db
      .insertInto('staff_role')
      .values({ staff_id: id, at: since, role: RoleSchema.parse(role) })
      .execute();
  });
}
