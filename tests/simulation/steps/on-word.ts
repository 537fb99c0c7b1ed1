// A member of staff lacks the right to lend over a refusal: they do it on a night grant while one covers it, and then on the code of a supervisor
// by phone, which is sometimes misheard.

import { METHODS } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { givePhoneCode } from '../../../server/staff/give-phone-code.ts';
import { cardOf, GUEST } from '../world/library.ts';
import { quickPinHash } from '../world/quick-pins.ts';
import { STAFF } from '../world/template.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { recorded, someBarcode } from './acts.ts';

type Lending = { readonly patron: string; readonly item: string };

/** Lends two things to a patron who may have one, or to one whose account may have changed. */
export async function lendOnWord(world: World, desk: SimDesk): Promise<void> {
  const { chance, library } = world;
  const patron = cardOf(chance.oneIn(3) ? chance.pick(library.rare.patrons) : GUEST);
  for (const item of [someBarcode(world), someBarcode(world)]) {
    const answer = await recorded(world, desk, 'circ.checkout', { patron, item });
    if (answer === null) return;
    const isLacking = answer.reasons.some(({ effect, mayOverride }) => effect === 'override' && !mayOverride);
    if (answer.decision === 'needs-override' && isLacking) await onWord(world, desk, { patron, item }, answer);
  }
}

async function onWord(world: World, desk: SimDesk, lending: Lending, answer: CirculationAnswer): Promise<void> {
  const codes = answer.reasons.filter(({ effect }) => effect === 'override').map(({ code }) => code);
  if (answer.nightGrant !== undefined) {
    const override = { codes, reason: 'nobody else is here' };
    const done = await recorded(world, desk, 'circ.checkout', { ...lending, override });
    if (done?.decision === 'done') world.covered('act on a night grant');
    return;
  }
  const asked = await world.call(desk, 'phone.ask', { act: 'checkout', ...lending, codes });
  if (asked?.ok !== true) return;
  const { challenge } = METHODS['phone.ask'].output.parse(asked.value);
  const code = await codeFor(world, desk, challenge);
  world.trace('phone', desk.name, challenge, code);
  if (code === null) return;
  const isMisheard = world.chance.oneIn(4);
  const authoriser = { staff: STAFF[0].staff, challenge, code: isMisheard ? misheard(code) : code };
  const override = { codes, reason: 'said on the phone', authoriser };
  const done = await recorded(world, desk, 'circ.checkout', { ...lending, override });
  if (done?.decision === 'done') world.covered('act on a code by phone');
  else if (isMisheard) world.covered('code by phone misheard');
}

/** With another last digit. */
function misheard(code: string): string {
  return `${code.slice(0, -1)}${(Number(code.slice(-1)) + 1) % 10}`;
}

/** The supervisor is asked wherever they are; whether the desk has a line does not matter. Null while the server is not there. */
async function codeFor(world: World, desk: SimDesk, challenge: string): Promise<string | null> {
  const deskId = desk.running?.core.desk.identity.deskId;
  if (world.server === null || deskId === undefined || desk.isRevoked) return null;
  let code: string | null = null;
  await world.onServer(async ({ store }) => {
    const parts = { store, clock: world.serverClock, hashPin: quickPinHash };
    code = await givePhoneCode(parts, { desk: deskId, challenge, staff: STAFF[0].staff, pin: STAFF[0].pin });
  });
  return code;
}
