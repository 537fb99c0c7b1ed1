// A challenge by phone: the meaning of its digits, the subject that it is bound to, and the code that answers it.

import { isPhoneCode, phoneCode } from '../../../../db/keys/phone-code.ts';
import {
  challengeOf,
  inGroups,
  isWithinLimit,
  phoneRightFor,
  readChallenge,
  type PhoneAsk,
} from '../../../../shared/circ/phone-code.ts';
import { OVERRIDE_RIGHTS } from '../../../../shared/circ/rights.ts';

const ask: PhoneAsk = {
  deskId: 'desk-1',
  staffId: 'ana',
  codes: ['PATRON_FINES', 'PATRON_EXPIRED'],
  rights: ['override-fees', 'override-account'],
  minor: 1_250,
  patronId: 'patron-1',
  thing: 'item-1',
  nonce: 'n',
};
const pepper = Buffer.alloc(32, 7);

describe('a challenge by phone', () => {
  test('says which rights and up to how much money, in twelve digits that are read out four at a time', () => {
    const challenge = challengeOf(ask);
    expect(challenge).toMatch(/^\d{12}$/);
    expect(readChallenge(inGroups(challenge))).toEqual({
      challenge,
      rights: ['override-account', 'override-fees'],
      limitMinor: 2_000,
    });
    expect(inGroups('123456789012')).toBe('1234 5678 9012');
    const waived = readChallenge(challengeOf({ ...ask, codes: [], rights: ['waive-fees'], minor: 2_001 }));
    expect(waived).toMatchObject({ rights: ['waive-fees'], limitMinor: 5_000 });
  });

  test.each([
    [0, 0],
    [500, 500],
    [501, 1_000],
    [100_000, 100_000],
    [100_001, null],
    [null, null],
  ])('for an amount of %s allows up to %s', (minor, limit) => {
    const read = readChallenge(challengeOf({ ...ask, minor }));
    expect(read?.limitMinor).toBe(limit);
    expect(read !== null && isWithinLimit(read, minor)).toBe(true);
    expect(read !== null && isWithinLimit(read, (limit ?? 0) + 1)).toBe(limit === null);
    expect(read !== null && isWithinLimit(read, null)).toBe(limit === null);
  });

  test('is another one for another desk, person, account, thing, reason, amount or occasion', () => {
    const others: readonly Partial<PhoneAsk>[] = [
      { deskId: 'desk-2' },
      { staffId: 'ben' },
      { patronId: 'patron-2' },
      { patronId: null },
      { thing: 'item-2' },
      { codes: ['PATRON_FINES', 'PATRON_BARRED'] },
      { minor: 1_251 },
      { nonce: 'm' },
    ];
    const challenges = [ask, ...others.map((other) => ({ ...ask, ...other }))].map(challengeOf);
    expect(new Set(challenges).size).toBe(challenges.length);
    expect(challengeOf({ ...ask, codes: ask.codes.toReversed() })).toBe(challenges[0]);
  });

  test('with any one digit misread is none', () => {
    const challenge = challengeOf(ask);
    for (const [at, digit] of challenge.split('').entries()) {
      for (let other = 0; other < 10; other += 1) {
        const misread = `${challenge.slice(0, at)}${other}${challenge.slice(at + 1)}`;
        expect(readChallenge(misread) === null).toBe(other !== Number(digit));
      }
    }
    expect(['', '1234', `${challenge}0`, 'abcdefghijkl', '0000 0000 0000'].map(readChallenge)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  test('is there for every reason whose right not everybody has', () => {
    const never = Object.entries(OVERRIDE_RIGHTS).filter(
      ([code, right]) =>
        phoneRightFor(code) === null && !['lend-unknown', 'renew-instead', 'circulate'].includes(right),
    );
    expect(never).toEqual([]);
    expect(phoneRightFor('ITEM_UNKNOWN')).toBeNull();
    expect(phoneRightFor('no such reason')).toBeNull();
  });
});

describe('the code that answers it', () => {
  const asked = { deskId: 'desk-1', supervisorId: 'chen', challenge: '005312345678' };

  test('is eight digits, the same wherever it is worked out, and nobody else’s', () => {
    const code = phoneCode(pepper, asked);
    // Pinned: desks and servers of different versions must agree.
    expect(code).toBe('83651619');
    expect(isPhoneCode(pepper, asked, code)).toBe(true);
    const others = [
      { ...asked, deskId: 'desk-2' },
      { ...asked, supervisorId: 'nadia' },
      { ...asked, challenge: '005312345679' },
    ];
    expect(others.map((other) => isPhoneCode(pepper, other, code))).toEqual([false, false, false]);
    expect(isPhoneCode(Buffer.alloc(32, 8), asked, code)).toBe(false);
    expect(['', code.slice(1), `${code}0`].map((given) => isPhoneCode(pepper, asked, given))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
