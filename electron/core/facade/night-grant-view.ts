// Words about the night grant that covers the reasons, and about its rest: then no other person has to sign.

import { say, type Params } from '../../../shared/core/say.ts';
import type { Words } from '../../../shared/core/language.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import { TAKES_TWO } from '../../../shared/circ/rights.ts';
import { grantFor } from '../../../shared/circ/night-grant.ts';
import { deskZone, sayingAt, type DeskSight } from '../desk-sight.ts';

const COVERED: Words = {
  en: 'The night permission covers this. Left at this desk: {left} of {count}, until {until}.',
  es: 'El permiso de noche lo cubre. Quedan en este mostrador: {left} de {count}, hasta: {until}.',
};
const COVERED_TO_LIMIT: Words = {
  en: 'The night permission covers this. Left at this desk: {left} of {count}, and {money} of {limit} in fees, until {until}.',
  es: 'El permiso de noche lo cubre. Quedan en este mostrador: {left} de {count}, y {money} de {limit} en cargos, hasta: {until}.',
};

/** The reasons that the person signed in may set aside on a night grant alone: all for which they lack the right, or none. */
export function coveredByNight(desk: DeskSight, reasons: readonly Reason[]): ReadonlySet<Reason> {
  const lacking = lackingRight(
    desk,
    reasons.filter(({ effect }) => effect === 'override'),
  );
  return new Set(grantFor(lacking, desk.nightGrants()) === null ? [] : lacking);
}

function lackingRight(desk: DeskSight, asking: readonly Reason[]): readonly Reason[] {
  const held = new Set<string>(desk.rights());
  return asking.filter(({ right }) => right === null || !held.has(right));
}

/** The grant that would be used, where the person signed in may not override themselves; `acts`: how many it would take. */
export function nightGrantView(desk: DeskSight, reasons: readonly Reason[], acts = 1): Pick<SaidAnswer, 'nightGrant'> {
  const asking = reasons.filter(({ effect }) => effect === 'override');
  const lacking = lackingRight(desk, asking);
  if (lacking.length === 0 || asking.every(({ overridden }) => overridden)) return {};
  // Another person has to sign all the same.
  if (asking.some(({ code }) => TAKES_TWO.has(code))) return {};
  const found = grantFor(lacking, desk.nightGrants(), acts);
  if (found === null) return {};
  const { grant, used } = found;
  const params: Params = {
    left: grant.count - used.acts,
    count: grant.count,
    until: { dueAt: grant.to, grain: 'time', zone: deskZone(desk) },
  };
  const { currency } = desk.identity.library;
  const money: Params =
    grant.limitMinor === null
      ? {}
      : {
          money: { amountMinor: grant.limitMinor - used.minor, currency },
          limit: { amountMinor: grant.limitMinor, currency },
        };
  const words = grant.limitMinor === null ? COVERED : COVERED_TO_LIMIT;
  return { nightGrant: { text: say(sayingAt(desk), words, { ...params, ...money }) } };
}
