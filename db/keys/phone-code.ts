// The code that answers a challenge by phone: a MAC under a key that desk and server each derive from the desk's pepper, one for each supervisor,
// so that the code also proves the supervisor. Nothing new is exchanged for it.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const digits = 8;

/** The desk, the challenge and the supervisor of a code. */
export type PhoneCodeFor = { readonly deskId: string; readonly supervisorId: string; readonly challenge: string };

/** The eight digits. */
export function phoneCode(pepper: Uint8Array, { deskId, supervisorId, challenge }: PhoneCodeFor): string {
  const key = hkdfSync('sha256', pepper, deskId, `holdfast phone code 1 ${supervisorId}`, 32);
  const mac = createHmac('sha256', Buffer.from(key)).update(challenge).digest();
  // 48 bits over 10^8: the remainder favours some digits by less than one in a million.
  return String(mac.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
}

/** Whether that is the code. */
export function isPhoneCode(pepper: Uint8Array, asked: PhoneCodeFor, code: string): boolean {
  const wanted = Buffer.from(phoneCode(pepper, asked));
  const given = Buffer.from(code);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
