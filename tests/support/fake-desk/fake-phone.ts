// Codes by phone at the fake desk: one number and one code, whatever they are for; and second persons, who give it or their PIN.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../../shared/views/circulation.ts';
import { FAKE_STAFF } from './fake-data.ts';
import { FakeRefusal } from './fake-refusal.ts';

export const FAKE_CHALLENGE = '0020 1234 5674';
export const FAKE_CODE = '1234 5678';

export function fakePhone(): Pick<Handlers, 'phone.ask' | 'phone.give'> {
  return {
    'phone.ask': () => ({ challenge: FAKE_CHALLENGE, minutes: 10 }),
    'phone.give'({ desk, challenge, pin }) {
      if (challenge !== FAKE_CHALLENGE) throw new FakeRefusal('HF-AUTH-031', 'the number is misread');
      const read = { desk, rights: ['override-fees'], limitMinor: 2_000 };
      if (pin === undefined) return { ...read, code: null };
      if (!FAKE_STAFF.some((one) => one.pin === pin))
        throw new FakeRefusal('HF-AUTH-022', 'the name or the PIN is wrong');
      return { ...read, code: FAKE_CODE };
    },
  };
}

/** Whose PIN or code it is; undefined when it is wrong. */
export function fakeSecond(given: AuthoriserInput | undefined): (typeof FAKE_STAFF)[number] | undefined {
  if (given === undefined) return undefined;
  const person = FAKE_STAFF.find(({ staff }) => staff === given.staff);
  const isRight =
    'pin' in given ? person?.pin === given.pin : given.code === FAKE_CODE && given.challenge === FAKE_CHALLENGE;
  return isRight ? person : undefined;
}
