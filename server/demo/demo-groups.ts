// The groups of patrons at the demo library, with their limits and loan periods.

import type { Joining } from '../../shared/rules/model/joining.ts';
import type { PatronGroup, Threshold } from '../../shared/rules/model/rule-set.ts';
import { SYSTEM } from './demo-places.ts';

/** A group: its share of the patrons, its limit (null = none), and the kind of loan that it has. */
export type DemoGroup = {
  readonly id: string;
  readonly name: string;
  readonly share: number;
  readonly limit: number | null;
  readonly loan: 'semester' | 'year' | 'days';
};

/** Requirements of visitor groups. */
const JOINING: Readonly<Record<string, Joining>> = {
  visiting: { required: ['given', 'email', 'expiresOn'], feeMinor: 0, ends: { months: 6 } },
  community: { required: ['given', 'phones', 'address', 'expiresOn'], feeMinor: 10_000, ends: { months: 12 } },
};

export const EVERYONE = 'everyone';

export const DEMO_GROUPS = [
  { id: 'undergraduate', name: 'Undergraduate', share: 0.62, limit: 60, loan: 'semester' },
  { id: 'graduate', name: 'Graduate', share: 0.14, limit: 100, loan: 'semester' },
  { id: 'thesis', name: 'Senior thesis', share: 0.04, limit: 140, loan: 'semester' },
  { id: 'faculty', name: 'Faculty', share: 0.09, limit: null, loan: 'year' },
  { id: 'staff', name: 'Staff', share: 0.06, limit: 100, loan: 'year' },
  { id: 'visiting', name: 'Visiting scholar', share: 0.02, limit: 60, loan: 'semester' },
  { id: 'community', name: 'Community borrower', share: 0.03, limit: 10, loan: 'days' },
] as const satisfies readonly DemoGroup[];

/** Ids of the groups with a kind of loan. */
export function groupsWith(loan: DemoGroup['loan']): string[] {
  return DEMO_GROUPS.filter((group) => group.loan === loan).map((group) => group.id);
}

/** The groups as rules see them: all below one. */
export function patronGroups(): PatronGroup[] {
  return [
    { id: EVERYONE, name: 'Everyone', parent: null, isStaff: false },
    ...DEMO_GROUPS.map(({ id, name }) => {
      const joining = JOINING[id];
      return { id, name, parent: EVERYONE, isStaff: false, ...(joining === undefined ? {} : { joining }) };
    }),
  ];
}

/** How many items each group may have out, and when money or lateness stops a patron: an unpaid replacement bill does. */
export function demoThresholds(): Threshold[] {
  const limits = DEMO_GROUPS.flatMap(({ id, limit }): Threshold[] =>
    limit === null ? [] : [{ group: id, branch: SYSTEM, counts: 'items-out', limit, blocks: ['CIRC', 'FULFILL'] }],
  );
  return [
    { group: EVERYONE, branch: SYSTEM, counts: 'fines', limit: 10_000, blocks: ['CIRC', 'FULFILL', 'RENEW'] },
    { group: EVERYONE, branch: SYSTEM, counts: 'overdues', limit: 15, blocks: ['CIRC', 'RENEW'] },
    { group: EVERYONE, branch: SYSTEM, counts: 'lost', limit: 4, blocks: ['CIRC', 'HOLD'] },
    ...limits,
  ];
}
