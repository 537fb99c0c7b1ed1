// The list of a term's staff as CSV: name, role, until. Read and compared with the people there are; nothing of it is done before a person has seen it.

import type { Role } from '../circ/rights.ts';
import { RoleSchema } from '../circ/rights.ts';

/** A row of the file, with its line. */
export type TermRow = { readonly line: number; readonly name: string; readonly role: string; readonly until: string };

/** Question of a row. `until`: the last local day; null = no end. */
export type TermChange =
  | {
      readonly kind: 'add';
      readonly line: number;
      readonly name: string;
      readonly role: Role;
      readonly until: string | null;
    }
  | {
      readonly kind: 'change';
      readonly line: number;
      readonly name: string;
      readonly role: Role;
      readonly until: string | null;
      readonly was: Was;
    }
  | { readonly kind: 'end'; readonly line: number; readonly name: string };
type Was = { readonly role: string | null; readonly until: string | null };

/** Why a row is not taken. */
export const TERM_FAULTS = [
  'no-name',
  'bad-name',
  'twice',
  'bad-role',
  'bad-date',
  'past',
  'may-not',
  'unknown',
] as const;
export type TermFault = (typeof TERM_FAULTS)[number];

type RefusedRow = { readonly line: number; readonly name: string; readonly why: TermFault; readonly said: string };

export type TermPlan = {
  readonly changes: readonly TermChange[];
  /** `said`: the role or date of the row, whichever is at fault. */
  readonly refused: readonly RefusedRow[];
  /** Names in the file that are as the file has them. */
  readonly same: readonly string[];
  /** Students who may sign in and are not in the file: nothing becomes of them. */
  readonly left: readonly string[];
};

/** A person as the library has them. */
export type TermPerson = {
  readonly staff: string;
  readonly role: string | null;
  /** The last local day. */
  readonly until: string | null;
  /** Whether the person who asks may change them. */
  readonly mayChange: boolean;
};

/** Roles as people write them: as the screens name them, in both languages, and as libraries do. */
const CALLED: ReadonlyMap<string, Role> = new Map([
  ['student assistant', 'student'],
  ['student worker', 'student'],
  ['asistente estudiantil', 'student'],
  ['estudiante', 'student'],
  ['desk staff', 'desk'],
  ['staff', 'desk'],
  ['personal del mostrador', 'desk'],
  ['mostrador', 'desk'],
  ['night lead', 'night-lead'],
  ['responsable de noche', 'night-lead'],
  ['administrador', 'administrator'],
]);

const NAME = /^[\p{L}\p{N}._@-]+$/u;
/** Role column of a person who may no longer sign in. */
const ENDED: ReadonlySet<string> = new Set(['end', 'none', 'fin', 'ninguno']);

/** Effects of a term list. `today`: the local day. */
export function planTerm(
  rows: readonly TermRow[],
  {
    people,
    today,
    mayGive,
  }: { readonly people: readonly TermPerson[]; readonly today: string; readonly mayGive: (role: Role) => boolean },
): TermPlan {
  const byName = new Map(people.map((one) => [one.staff.toLowerCase(), one]));
  const seen = new Set<string>();
  const changes: TermChange[] = [];
  const refused: RefusedRow[] = [];
  const same: string[] = [];
  for (const { line, name, role, until } of rows) {
    const key = name.toLowerCase();
    const person = byName.get(key);
    const why = faultOf({ name, role, until }, { person, isTwice: seen.has(key), today, mayGive });
    seen.add(key);
    if (why !== null) refused.push({ line, name, why, said: why === 'bad-date' || why === 'past' ? until : role });
    else if (ENDED.has(role.toLowerCase())) {
      if (person?.role === null) same.push(name);
      else changes.push({ kind: 'end', line, name: person?.staff ?? name });
    } else {
      const wanted = { role: RoleSchema.parse(roleCalled(role)), until: until === '' ? null : until };
      if (person === undefined) changes.push({ kind: 'add', line, name, ...wanted });
      else if (person.role === wanted.role && person.until === wanted.until) same.push(person.staff);
      else
        changes.push({
          kind: 'change',
          line,
          name: person.staff,
          ...wanted,
          was: { role: person.role, until: person.until },
        });
    }
  }
  const left = people
    .filter(({ staff, role }) => role === 'student' && !seen.has(staff.toLowerCase()))
    .map(({ staff }) => staff);
  return { changes, refused, same, left };
}

/** The role that a text means; the text itself where it means none. */
function roleCalled(text: string): string {
  const said = text.toLowerCase().replace(/\s+/g, ' ');
  return CALLED.get(said) ?? said;
}

type Around = {
  readonly person: TermPerson | undefined;
  readonly isTwice: boolean;
  readonly today: string;
  readonly mayGive: (role: Role) => boolean;
};

function faultOf(
  { name, role, until }: Omit<TermRow, 'line'>,
  { person, isTwice, today, mayGive }: Around,
): TermFault | null {
  if (name === '') return 'no-name';
  if (!NAME.test(name)) return 'bad-name';
  if (isTwice) return 'twice';
  if (person !== undefined && !person.mayChange) return 'may-not';
  if (ENDED.has(role.toLowerCase())) return person === undefined ? 'unknown' : null;
  const wanted = RoleSchema.safeParse(roleCalled(role));
  if (!wanted.success) return 'bad-role';
  if (!mayGive(wanted.data)) return 'may-not';
  if (until === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until))) return 'bad-date';
  return until < today ? 'past' : null;
}
