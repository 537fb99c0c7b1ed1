// A computer that is no desk yet, which its host asks a person to make one: it takes one code, and names the fault of others.

import { METHODS, isMethodName, type MethodName } from '../../../shared/bridge/contract.ts';
import { TestRefusal } from '../desk/test-refusal.ts';
import type { FakeDesk } from './fake-desk.ts';

/** The code that it takes. */
export const RIGHT_CODE = '2345-6789-ABCD-EFGH-JKMN';

/** Makes a desk a computer without one until a person joins. */
export function notYetADesk(desk: FakeDesk): FakeDesk {
  const refuse = (): never => {
    throw new TestRefusal('HF-ENROL-007', 'the folder holds no enrolled desk; give an enrolment code');
  };
  const others = Object.keys(METHODS).filter(
    (name): name is MethodName => isMethodName(name) && !name.startsWith('setup.'),
  );
  const free = others.map((name) => desk.override(name, refuse));
  const setup = { isJoined: false };
  desk.override('setup.view', () => ({ isJoined: setup.isJoined, central: null }));
  desk.override('setup.join', async ({ code, language }) => {
    if (code !== RIGHT_CODE) {
      throw new TestRefusal('HF-ENROL-001', 'this enrolment code is not known or was used already; ask for a new one');
    }
    for (const end of free) end();
    setup.isJoined = true;
    await desk.ask('desk.setLanguage', { language });
    return { isJoined: true };
  });
  return desk;
}
