// A fake computer that is no desk yet: it takes one code, and says of others what is wrong with them.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { isMethodName } from '../../../shared/bridge/contract.ts';
import type { FakeDesk } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

/** The code that it takes. */
export const RIGHT_CODE = '2345-6789-ABCD-EFGH-JKMN';

/** What the fake desk answers of its setup once it is one. */
export const FAKE_JOINED: Pick<Handlers, 'setup.view' | 'setup.join'> = {
  'setup.view': () => ({ isJoined: true, central: null }),
  'setup.join'() {
    throw new FakeRefusal('HF-ENROL-010', 'this computer is a desk already; sign in');
  },
};

/** Makes the fake desk a computer without one until somebody joins. */
export function notYetADesk(desk: FakeDesk): FakeDesk {
  const state = { isJoined: false };
  const own = desk.handlers;
  const handlers = Object.fromEntries(
    Object.entries(own).map(([name, handler]) => [
      name,
      (input: unknown) => {
        if (!state.isJoined && isMethodName(name) && !name.startsWith('setup.')) {
          throw new FakeRefusal('HF-ENROL-007', 'the folder holds no enrolled desk; give an enrolment code');
        }
        return parseHandler(handler)(input);
      },
    ]),
  );
  return {
    ...desk,
    handlers: {
      ...parseHandlers(handlers),
      'setup.view': () => ({ isJoined: state.isJoined, central: null }),
      'setup.join'({ code }) {
        if (code !== RIGHT_CODE) {
          throw new FakeRefusal(
            'HF-ENROL-001',
            'this enrolment code is not known or was used already; ask for a new one',
          );
        }
        state.isJoined = true;
        return { isJoined: true };
      },
    },
  };
}

const parseHandler = (handler: unknown) => handler as (input: unknown) => unknown;
const parseHandlers = (handlers: unknown) => handlers as Handlers;
