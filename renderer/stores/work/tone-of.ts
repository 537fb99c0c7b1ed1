// Which sound an answer makes: done, route it (something must be done with the thing in hand), or refused.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { isCostAsked, isPointless } from './next-step.ts';

/** `card`: a card was read. `switch`: another card, so another person. */
export type Tone = 'done' | 'route' | 'refused' | 'card' | 'switch';

/** The tone of an answer. Anything to hand over, count, mention, ask or carry elsewhere is a route. */
export function toneOf(answer: CirculationAnswer): Tone {
  if (isCostAsked(answer)) return 'route';
  // The date stays as late as it can be: the patron keeps what they have.
  if (answer.decision !== 'done') return isPointless(answer.reasons) ? 'card' : 'refused';
  const isRouted = answer.routing !== undefined && answer.routing.route !== 'reshelve';
  const isTold = answer.reasons.some((reason) => reason.effect === 'alert' && !reason.overridden);
  const isHandled = (answer.handling ?? []).length > 0 || (answer.fees ?? []).length > 0;
  return isRouted || isTold || isHandled ? 'route' : 'done';
}
