// `patron.register`, `patron.edit`, `patron.merge`: accounts are made, written in and joined, offline and online alike.

import { foldText } from '../../../shared/core/fold-text.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, patronId, type ActId, type BranchId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ActName } from '../../../shared/acts/all.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import type { PatronFields } from '../../../shared/circ/model/patron-fields.ts';
import { findPatrons } from '../../../db/replica/queries/find-patrons.ts';
import { requireRight, requiredCopy, type Copy, type Desk } from '../desk.ts';
import { findPatron, requiredInstant } from './asked.ts';
import { branchNamed } from './holds.ts';
import { refuseOwnAccount } from './own-account.ts';
import { patronSummary } from './patrons.ts';

type FieldsInput = Omit<ParsedInput<'patron.edit'>, 'card' | 'newCard'>;
type Written = MethodOutput<'patron.register'>;

/** Enough to see whether somebody is among them. */
const mostAlike = 10;

/**
 * Makes an account, or completes one that was only a card. Where others have the same name nothing is recorded until somebody says that it is
 * another person. Throws HF-AUTH-024, HF-PATRON-003, HF-PATRON-004, HF-PATRON-005 or HF-CIRC-004.
 */
export async function registerPatron(desk: Desk, input: ParsedInput<'patron.register'>): Promise<Written> {
  requireRight(desk, 'edit-patrons');
  const { card, isNew, ...given } = input;
  const known = await findPatron(desk, card);
  const copy = requiredCopy(desk);
  if (known !== null && !known.provisional) throw new HoldfastError('HF-PATRON-003');
  const fields = fieldsIn(desk, copy, given);
  const alike = isNew ? [] : alikeOf(desk, copy, fields, known);
  if (alike.length > 0) return { card, alike: alike.map((patron) => patronSummary(desk, copy, patron)) };
  const id = known?.id ?? patronId(desk.recorder.mintId());
  const home = fields.home ?? known?.home ?? branchId(desk.identity.branch);
  const cards = [{ number: card, active: true, primary: true }];
  const commandId = record(desk, 'registerPatron', { patronId: id, fields: { ...fields, home, cards } });
  return { commandId, patronId: id, card, alike: [] };
}

/** Writes in an account. Throws as registering does, HF-AUTH-025, and HF-PATRON-001 for a card that nobody has. */
export async function editPatron(desk: Desk, input: ParsedInput<'patron.edit'>): Promise<Written> {
  requireRight(desk, 'edit-patrons');
  const { card, newCard, ...given } = input;
  const patron = await findPatron(desk, card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  refuseOwnAccount(desk, patron);
  const holder = newCard === undefined ? null : await findPatron(desk, newCard);
  if (holder !== null && holder.id !== patron.id) throw new HoldfastError('HF-PATRON-003');
  const fields = fieldsIn(desk, requiredCopy(desk), given);
  const cards = newCard === undefined ? {} : { cards: cardsWith(patron, newCard) };
  const commandId = record(desk, 'editPatron', { patronId: patron.id, fields: { ...fields, ...cards } });
  return { commandId, patronId: patron.id, card: newCard ?? cardOf(patron), alike: [] };
}

/** Joins two accounts. Throws HF-AUTH-024, HF-AUTH-025 or HF-PATRON-001. */
export async function mergePatrons(
  desk: Desk,
  { card, into, reason }: ParsedInput<'patron.merge'>,
): Promise<MethodOutput<'patron.merge'>> {
  requireRight(desk, 'merge-patrons');
  const [from, to] = [await findPatron(desk, card), await findPatron(desk, into)];
  if (from === null || to === null || from.id === to.id) throw new HoldfastError('HF-PATRON-001');
  for (const patron of [from, to]) refuseOwnAccount(desk, patron);
  return { commandId: record(desk, 'mergePatrons', { from: from.id, to: to.id, reason }) };
}

function record(desk: Desk, name: ActName, args: unknown): ActId {
  const { staffId } = desk.session.required();
  const told = { decision: 'done', reasons: [] };
  return desk.recorder.record({ name, args, told, staffId, saw: null, policies: [] });
}

/** What is given as fields of an account. */
function fieldsIn(desk: Desk, copy: Copy, { name = {}, group, home, expiresAt, ...given }: FieldsInput): PatronFields {
  return {
    ...given,
    ...name,
    ...(group === undefined ? {} : groupNamed(desk, copy, group)),
    ...(home === undefined ? {} : { home: homeNamed(copy, home) }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : requiredInstant(expiresAt) }),
  };
}

function homeNamed(copy: Copy, named: string): BranchId {
  const id = branchNamed(copy, named);
  if (!copy.library.branches().has(id)) throw new HoldfastError('HF-PATRON-005');
  return branchId(id);
}

function groupNamed(desk: Desk, copy: Copy, named: string): Pick<PatronFields, 'group' | 'groupName'> {
  const rules = copy.library.rulesAt(desk.clock.now());
  // Koha's rules name no groups of their own: what they say of one is found by its code.
  if (rules === null || !('groups' in rules)) return { group: named, groupName: named };
  const isMeant = (text: string): boolean => foldText(text) === foldText(named);
  const found = rules.groups.find(({ id, name }) => id === named || isMeant(name));
  if (found === undefined) throw new HoldfastError('HF-PATRON-004');
  return { group: found.id, groupName: found.name };
}

/** Those who have the same name, and the same birth date where both are known. */
function alikeOf(desk: Desk, copy: Copy, { family, given, birthDate }: PatronFields, known: Patron | null): Patron[] {
  if (family === undefined) return [];
  const isSame = (a: string | null | undefined, b: string): boolean => foldText(a ?? '') === foldText(b);
  const rows = findPatrons(copy.db, `${family}, ${given ?? ''}`, 100).map((row) => copy.sight.patronNow(row));
  return [...rows, ...copy.sight.registeredHere()]
    .filter(({ id }) => id !== known?.id)
    .filter(
      ({ name }) =>
        isSame(name.family, family) && (isSame(name.given, given ?? '') || isSame(name.chosen, given ?? '')),
    )
    .filter((patron) => (birthDate ?? null) === null || patron.birthDate === null || patron.birthDate === birthDate)
    .slice(0, mostAlike);
}

/** The new card is the current one; what was lost or replaced stays known. */
function cardsWith({ cards }: Patron, card: string): Patron['cards'] {
  const others = cards.filter(({ number }) => number !== card);
  return [
    { number: card, active: true, primary: true },
    ...others.map((old) => ({ ...old, active: false, primary: false })),
  ];
}
