// Development only: what comes over the bridge is held against its schema, so that a drift is loud where it happens.

import { EVENTS, METHODS, type BridgeAnswer, type EventPayload } from '../../shared/bridge/contract.ts';
import type { DeskLink } from './desk-link.ts';

/** The same link, throwing on an answer or event that the contract does not describe. */
export function createCheckedLink(link: DeskLink): DeskLink {
  return {
    async call(name, input) {
      const answer: BridgeAnswer<typeof name> = await link.call(name, input);
      if (answer.ok) METHODS[name].output.parse(answer.value);
      return answer;
    },
    on: (name, listener) =>
      link.on(name, (payload: EventPayload<typeof name>) => {
        EVENTS[name].parse(payload);
        listener(payload);
      }),
    onReach: (listener) => link.onReach(listener),
  };
}
