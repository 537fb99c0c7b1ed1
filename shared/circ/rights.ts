// Rights: what a role may do. An override of one reason never covers another, so each reason names its own right.

import type { ReasonCode } from '../core/codes/reasons.ts';
import { z } from 'zod';

export const RoleSchema = z.enum(['student', 'desk', 'night-lead', 'supervisor', 'administrator']);
export type Role = z.infer<typeof RoleSchema>;

export const RightSchema = z.enum([
  'circulate',
  'lend-unknown',
  'renew-instead',
  'override-account',
  'override-fees',
  'override-limit',
  'override-item',
  'override-loan',
  'override-hold',
  'set-due-date',
  'undo-others',
  'resolve-exceptions',
  // To assign exceptions to other people; to take one on oneself, ending them is right enough.
  'assign-exceptions',
  'manage-desk',
  // To add staff, give a new PIN, change a role, end their access; administrators are changed by administrators alone.
  'manage-staff',
  // To call back a loan for a person who waits: it takes days from the loan.
  'recall',
  // To make accounts and write in them; to say that two accounts are one person.
  'edit-patrons',
  'merge-patrons',
  // To say that a copy is damaged or where it is, and that it is not so any more.
  'edit-items',
  // To stop something for a patron; to end that before its time.
  'set-blocks',
  'lift-blocks',
  // To take payments and add fees; to let fees go, refund and correct the starting cash of a drawer.
  'handle-money',
  'waive-fees',
  // To take in acts that the server held, and to let acts go on that wait for a silent desk.
  'release',
  // To sign the report of an outage.
  'sign-outage',
  // To ask about another moment ("What if?"). Nothing is recorded and the answer shows no more than a scan shows, so it is the
  // screen that is offered or not; "Why?" about an item in hand needs no right.
  'what-if',
  // To read and export reports; to read their parts about single members of staff, and the audit of overrides, waivers and changes.
  'read-reports',
  'read-staff-reports',
  // To edit hours, closings and groups' requirements for new accounts, and put them in force.
  'edit-rules',
  // To close a branch in an emergency: dates of loans move.
  'close-branch',
  // To read notes of incidents, and close them.
  'read-incidents',
  // To make bills for other offices, approve those of another person, and take them back.
  'send-bills',
  // To look at changes by files of other offices, and decide about one that would end too many accounts.
  'work-feeds',
]);
export type Right = z.infer<typeof RightSchema>;

/** Whether a text is a right of this version. */
export function isRight(text: string): text is Right {
  return RightSchema.safeParse(text).success;
}

const everyone: readonly Right[] = ['circulate', 'lend-unknown', 'renew-instead'];
const deskStaff: readonly Right[] = [
  ...everyone,
  'override-item',
  'override-loan',
  'override-hold',
  'resolve-exceptions',
  'manage-desk',
  'recall',
  'edit-patrons',
  'edit-items',
  'set-blocks',
  'handle-money',
  'what-if',
];
const leads: readonly Right[] = [
  ...deskStaff,
  'override-account',
  'override-limit',
  'override-fees',
  'waive-fees',
  'set-due-date',
  'read-reports',
  'assign-exceptions',
  'lift-blocks',
  'close-branch',
  'read-incidents',
];
const supervisors: readonly Right[] = [
  ...leads,
  'undo-others',
  'manage-staff',
  'merge-patrons',
  'release',
  'sign-outage',
  'read-staff-reports',
  'edit-rules',
  'send-bills',
  'work-feeds',
];

/** Rights of each role, as Holdfast comes. Acts of IT alone are done beside the server: at a desk an administrator is a supervisor. */
export const ROLE_RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  student: everyone,
  desk: deskStaff,
  'night-lead': leads,
  supervisor: supervisors,
  administrator: supervisors,
};

/** The right that overrides a reason. A reason that is not here cannot be overridden. */
export const OVERRIDE_RIGHTS: Readonly<Partial<Record<ReasonCode, Right>>> = {
  PATRON_UNKNOWN: 'lend-unknown',
  ITEM_UNKNOWN: 'lend-unknown',
  ITEM_NOT_REGISTERED: 'override-item',
  PATRON_NOT_REGISTERED: 'edit-patrons',
  EQUIPMENT_WITHOUT_ACCOUNT: 'lend-unknown',
  LOANED_TO_PATRON: 'renew-instead',
  PATRON_EXPIRED: 'override-account',
  PATRON_BLACKOUT: 'override-account',
  PATRON_INACTIVE: 'override-account',
  PATRON_BARRED: 'override-account',
  PATRON_RESTRICTED: 'override-account',
  PATRON_CARD_LOST: 'override-account',
  PATRON_OVERDUES: 'override-limit',
  PATRON_LOST_COUNT: 'override-limit',
  PATRON_FINES: 'override-fees',
  LIMIT_REACHED: 'override-limit',
  LIMIT_SET: 'override-limit',
  PATRON_CANT: 'override-item',
  ITEM_NOT_LOANABLE: 'override-item',
  ITEM_LOST: 'override-item',
  ITEM_BAD_STATUS: 'override-item',
  ITEM_IN_TRANSIT: 'override-item',
  ITEM_IN_QUESTION: 'override-loan',
  LOANED_TO_ANOTHER: 'override-loan',
  HELD_FOR_ANOTHER: 'override-hold',
  DUE_INVALID: 'set-due-date',
  DUE_SET_BY_STAFF: 'set-due-date',
  RENEW_LIMIT_REACHED: 'override-limit',
  RENEW_NOT_ALLOWED: 'override-item',
  RENEW_BORROWED: 'override-item',
  RENEW_NO_GAIN: 'override-limit',
  RENEW_ON_HOLD: 'override-hold',
  RENEW_ITEM_LOST: 'override-item',
  PATRON_ADDRESS: 'override-account',
  PATRON_OTHER_LIBRARY: 'override-account',
  PROXY_INVALID: 'override-account',
  PROXY_BLOCKED: 'override-account',
  AGE_RESTRICTED: 'override-account',
  PATRON_FAMILY_FINES: 'override-fees',
  PATRON_COLLECTIONS: 'override-fees',
  LIMIT_ONSITE: 'override-limit',
  LIMIT_MATERIAL_TYPE: 'override-limit',
  LIMIT_LOAN_TYPE: 'override-limit',
  LIMIT_MATERIAL_AND_LOAN_TYPE: 'override-limit',
  LIMIT_PATRON_GROUP_MATERIAL_TYPE: 'override-limit',
  LIMIT_PATRON_GROUP_LOAN_TYPE: 'override-limit',
  LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE: 'override-limit',
  REUSE_TOO_SOON: 'override-limit',
  EQUIPMENT_LIMIT: 'override-limit',
  EQUIPMENT_TOO_SOON: 'override-limit',
  AGREEMENT_NEEDED: 'override-account',
  ITEM_WITHDRAWN: 'override-item',
  ITEM_RESTRICTED: 'override-item',
  ITEM_CLAIMED: 'override-item',
  ITEM_OTHER_LIBRARY: 'override-item',
  RETURN_NOT_HERE: 'override-loan',
  NO_MORE_RENEWALS: 'override-limit',
  SAME_TITLE_OUT: 'override-loan',
  // Questions that anyone at the desk may answer: going on overrides nothing.
  ITEM_PARTS: 'circulate',
  BORROWED_BEFORE: 'circulate',
  OUT_NOW: 'circulate',
  RENTAL_FEE: 'circulate',
  DEPOSIT: 'circulate',
  BOOKED_EARLY: 'override-hold',
  BOOKED_TO_ANOTHER: 'override-hold',
  RECALLED_FOR_ANOTHER: 'override-hold',
  HIGH_HOLDS: 'override-hold',
  OTHER_PATRON: 'override-loan',
  RENEW_ONSITE: 'override-loan',
  RENEW_UNSEEN_LIMIT: 'override-limit',
  RENEW_TOTAL_REACHED: 'override-limit',
  RENEW_TOO_SOON: 'override-limit',
  RENEW_RECALLED: 'override-hold',
  RENEW_BOOKED: 'override-hold',
  RENEW_ITEM_CLAIMED: 'override-item',
  RENEW_OUTSIDE_FIXED_SCHEDULE: 'set-due-date',
  RENEW_OUTSIDE_LIMIT_SCHEDULE: 'set-due-date',
  RENEW_REMINDER_FEES: 'override-fees',
  HOLD_NOT_ALLOWED: 'override-hold',
  HOLD_STATUS: 'override-hold',
  HOLD_LIMIT_REACHED: 'override-hold',
  HOLD_LIMIT_RECORD: 'override-hold',
  HOLD_LIMIT_DAY: 'override-hold',
  HOLD_OTHER_LIBRARY: 'override-hold',
  HOLD_OTHER_GROUP: 'override-hold',
  HOLD_PICKUP: 'override-hold',
  HOLD_DUPLICATE: 'override-hold',
  HOLD_ON_LOAN_TO_PATRON: 'override-hold',
  HOLD_AGE: 'override-hold',
  HOLD_ITEM_DAMAGED: 'override-hold',
  HOLD_RECALL_EXISTS: 'override-hold',
  HOLD_AVAILABLE_PAGE_INSTEAD: 'override-hold',
  RECALL_NOT_ALLOWED: 'override-hold',
  RECALL_LIMIT_REACHED: 'override-hold',
  RECALL_LIMIT_RECORD: 'override-hold',
  RECALL_ON_SHELF: 'override-hold',
  RECALL_NOT_FIRST: 'override-hold',
};

/** Reasons that no one person may override, with any rights: a second person signs. */
export const TAKES_TWO: ReadonlySet<string> = new Set<ReasonCode>(['EQUIPMENT_WITHOUT_ACCOUNT']);

/** The rights of every person at a desk, which stay when all others end. */
export const fewestRights: readonly Right[] = everyone;

const overriding = new Set<Right>(Object.values(OVERRIDE_RIGHTS).filter((right) => !everyone.includes(right)));

/** Whether a right overrides a rule: a holder of such a right signs with a longer PIN. */
export function isOverriding(right: Right): boolean {
  return overriding.has(right);
}
