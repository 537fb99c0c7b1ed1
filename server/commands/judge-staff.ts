// Whether those who signed an act had the right to when they did: they may have lost it while the desk was offline.

import { ACTS } from '../../shared/acts/all.ts';
import { effectiveAt } from '../../shared/circ/occurred.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { OVERRIDE_RIGHTS, TAKES_TWO, type Right } from '../../shared/circ/rights.ts';
import { isReasonCode } from '../../shared/core/codes/reasons.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { lessonLocks } from '../staff/lesson-locks.ts';
import { roleRights } from '../staff/role-rights.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import type { ReadTx } from '../store/store.ts';
import type { CoveredCodes } from './night-cover.ts';
import type { PhoneWordOf } from './phone-words.ts';
import { raise, type Raised, type Taken } from './taken.ts';

/** The rights of a member of staff at a moment; null = no role, so none at all. */
export type StaffRightsAt = (staffId: string, at: Instant) => readonly Right[] | null;

/** The rights over time of the staff who signed these commands. */
export async function loadStaffRights(tx: ReadTx, batch: readonly Taken[]): Promise<StaffRightsAt> {
  const ids = new Set(batch.flatMap(({ body }) => [body.staffId ?? [], body.override?.authoriserId ?? []].flat()));
  return staffRights(tx, ids);
}

/** The rights over time of these members of staff. */
export async function staffRights(tx: ReadTx, ids: Iterable<string>): Promise<StaffRightsAt> {
  const [roleAt, rightsAt, unlocked] = [await staffRoles(tx, ids), await roleRights(tx), await lessonLocks(tx)];
  return (staffId, at) => {
    const role = roleAt(staffId, at);
    return role === null ? null : unlocked(staffId, rightsAt(role, at), at);
  };
}

/** A command with the staff who signed it. */
export type Signed = Pick<Taken, 'body' | 'command' | 'header'>;

/** How the staff of acts is judged. */
export type StaffJudging = {
  readonly rightsAt: StaffRightsAt;
  readonly coveredCodes: CoveredCodes;
  readonly phoneWordOf: PhoneWordOf;
  /** Commands over acts or shifts of another member of staff. */
  readonly overOthers: ReadonlySet<ActId>;
};

/**
 * An act signed without the right. The server's own acts have no signer; an unsigned act of a desk may do only things that need no
 * right.
 */
export function judgeStaff(taken: Taken, judging: StaffJudging, deskNames: ReadonlyMap<string, string>): Raised[] {
  const { staffId, override } = taken.body;
  const { desk } = taken.header;
  if (desk === OWN_DESK) return [];
  const own = staffId === null ? [] : judging.rightsAt(staffId, signedAt(taken));
  const isLent = lending(taken, judging);
  const covered = judging.coveredCodes(taken);
  const overridden = (override?.codes ?? []).filter((code) => !covered.includes(code));
  const asked: readonly Asked[] = [
    ...overridden.flatMap((code) => rightsOver(code).map((right) => ({ right, code }))),
    ...rightsOfAct(taken, judging.overOthers).map((right) => ({ right, code: null })),
  ];
  const isHeld = own !== null && asked.every((one) => own.includes(one.right) || isLent(one));
  if (isHeld && isSignedByTwo(taken, judging)) return [];
  return [raise(taken, 'staff-role-revoked', { desk }, { desk: deskNames.get(desk) ?? desk })];
}

/**
 * When an act was signed. For an act entered after it happened, such as a line of a downtime sheet, that is the time of
 * entry: the person who enters it may have been hired in between.
 */
function signedAt({ body, header }: Pick<Taken, 'body' | 'header'>): Instant {
  return body.stated === undefined ? header.at : effectiveAt(body.occurred, null, null);
}

/** A right that was needed, for a reason that was set aside or for the act itself. */
type Asked = { readonly right: Right; readonly code: string | null };

/**
 * The rights lent by a second person, for reasons that were set aside and for acts that a second person may stand in for: all of theirs where they
 * signed with their PIN; with a code by phone those of the call.
 */
function lending(taken: Taken, { rightsAt, phoneWordOf }: StaffJudging): (asked: Asked) => boolean {
  const { authoriserId, phone } = taken.body.override ?? {};
  const held = authoriserId === undefined ? [] : (rightsAt(authoriserId, signedAt(taken)) ?? []);
  const { second } = ACTS[taken.command.name];
  const mayLend = ({ right, code }: Asked) => held.includes(right) && (code !== null || second);
  if (phone === undefined) return mayLend;
  const word = phoneWordOf(taken);
  if (word === null) return () => false;
  return (asked) =>
    mayLend(asked) && word.rights.includes(asked.right) && (asked.code === null || word.codes.includes(asked.code));
}

/** Whether a second person signed, where a reason takes two. */
function isSignedByTwo(taken: Taken, { rightsAt }: StaffJudging): boolean {
  const { body } = taken;
  const { codes = [], authoriserId } = body.override ?? {};
  if (!codes.some((code) => TAKES_TWO.has(code))) return true;
  return (
    authoriserId !== undefined && authoriserId !== body.staffId && rightsAt(authoriserId, signedAt(taken)) !== null
  );
}

function rightsOver(code: string): readonly Right[] {
  const right = isReasonCode(code) ? OVERRIDE_RIGHTS[code] : undefined;
  return right === undefined ? [] : [right];
}

/** The rights that an act asks for by its definition, besides those for its overrides. */
export function rightsOfAct({ command, header }: Signed, over: ReadonlySet<ActId>): readonly Right[] {
  const others = over.has(header.id) ? ACTS[command.name].othersRight : null;
  return [command.right, others].filter((right) => right !== null);
}
