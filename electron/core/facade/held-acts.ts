// `exception.held`: acts held behind exceptions, one by one, for a person who may release them. Only the server has
// them; without a line there is no answer.

import { releaseHeld } from '../../../shared/acts/exception/release-held.ts';
import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import { SAYS_HELD } from '../../../shared/circ/held-exceptions.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { EXCEPTION_NAMES, nameOfCode } from '../../../shared/core/codes/names.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { say } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { HeldActView } from '../../../shared/views/held.ts';
import type { HeldAct } from '../../../shared/wire/held-acts.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { requiredCopy, sayingAt } from '../desk-sight.ts';

/** The acts. Throws HF-AUTH-024 without the right, HF-SYNC-003 without a line. */
export async function listHeldActs(
  desk: Desk,
  { exceptionIds }: ParsedInput<'exception.held'>,
): Promise<MethodOutput<'exception.held'>> {
  requireToDo(desk, releaseHeld);
  const copy = requiredCopy(desk);
  const found = exceptionIds.flatMap((id) => exceptionById(copy.db, id) ?? []);
  const { acts, count } = await heldBehind(desk, found);
  return { acts: acts.map((act) => toView(desk, act)), count };
}

/** Acts that wait behind these exceptions, from the server. */
export async function heldBehind(
  desk: Desk,
  exceptions: readonly Exception[],
): Promise<{ readonly acts: readonly HeldAct[]; readonly count: number }> {
  const causes = [...new Set(exceptions.flatMap(({ code, cause }) => (SAYS_HELD.has(code) ? [String(cause)] : [])))];
  if (causes.length === 0) return { acts: [], count: 0 };
  const { staffId, staff } = desk.session.required();
  return desk.heldActs({ staffId, causes: causes.slice(0, 100) }, staff);
}

/** Why an act cannot be taken in, in the language of the desk. */
export function sayLack(desk: Desk, code: string): string {
  return say(sayingAt(desk), nameOfCode(EXCEPTION_NAMES, code));
}

function toView(desk: Desk, { id, at, name, codes, lacks, ...told }: HeldAct): HeldActView {
  const saying = sayingAt(desk);
  const words = ACT_WORDS[name];
  return {
    ...told,
    commandId: id,
    at: formatInstant(at),
    text: words === undefined ? name : say(saying, words),
    why: codes.map((code) => sayLack(desk, code)).join(' · '),
    lacks: lacks === null ? null : sayLack(desk, lacks),
  };
}
