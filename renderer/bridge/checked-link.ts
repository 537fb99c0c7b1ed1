// Development only: checks values from the bridge against their schemas, so that a drift fails loudly at its source.

import { METHODS, type BridgeAnswer, type MethodName } from '../../shared/bridge/contract.ts';
import { EVENTS, type EventPayload } from '../../shared/bridge/events.ts';
import type { DeskLink } from './desk-link.ts';

/** The same link, throwing on an answer or event that the contract does not describe. */
export function createCheckedLink(link: DeskLink): DeskLink {
  return {
    ask: async (name, input) => checked(name, await link.ask(name, input)),
    act: async (name, input) => checked(name, await link.act(name, input)),
    on: (name, listener) =>
      link.on(name, (payload: EventPayload<typeof name>) => {
        EVENTS[name].parse(payload);
        listener(payload);
      }),
    onReach: (listener) => link.onReach(listener),
  };
}

function checked<M extends MethodName>(name: M, answer: BridgeAnswer<M>): BridgeAnswer<M> {
  if (answer.ok) METHODS[name].output.parse(answer.value);
  return answer;
}
