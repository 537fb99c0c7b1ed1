// A code by phone given at a desk with a line, to a supervisor who is signed in there, for another desk.

import type { PhoneCodeRequest, PhoneCodeResponse } from '../../shared/wire/phone-code.ts';
import { givePhoneCode, readPhoneQuestion } from './give-phone-code.ts';
import type { PinTries } from './pin-tries.ts';

/** The decoded request, and with the right PIN the code. Throws as givePhoneCode does, and HF-AUTH-023 after too many wrong PINs. */
export async function phoneCodeForDesk(
  parts: Parameters<typeof givePhoneCode>[0] & { readonly tries: PinTries },
  { desk, challenge, staffId, pin }: PhoneCodeRequest,
): Promise<PhoneCodeResponse> {
  const question = { desk, challenge, staffId };
  const { deskName, rights, limitMinor } = await readPhoneQuestion(parts, question);
  const read = { desk: deskName, rights: [...rights], limitMinor };
  if (pin === undefined) return { ...read, code: null };
  await parts.tries.take(staffId);
  const code = await givePhoneCode(parts, { ...question, pin });
  await parts.tries.forget(staffId);
  return { ...read, code };
}
