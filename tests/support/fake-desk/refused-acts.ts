// Acts that the fake desk does not do: each is refused, so that an act that no screen is tested with needs nothing here.

import { EVERY_ACT } from '../../../shared/acts/commands.ts';
import type { ActMethodName, Handlers } from '../../../shared/bridge/contract.ts';
import { FakeRefusal } from './fake-refusal.ts';

export function refusedActs(): Pick<Handlers, ActMethodName> {
  const refuse = (): never => {
    throw new FakeRefusal('HF-UI-003', 'the fake desk does not do this');
  };
  return parseHandlers(
    Object.fromEntries(EVERY_ACT.flatMap(({ method }) => (method === null ? [] : [[method.name, refuse]]))),
  );
}

/** One for each method of an act, which the map of them cannot express. */
const parseHandlers = (handlers: unknown) => handlers as Pick<Handlers, ActMethodName>;
