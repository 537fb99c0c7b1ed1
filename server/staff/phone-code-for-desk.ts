// A code by phone for somebody who is signed in at a desk, with a line, that is not the one which asks.

import type { PhoneCodeRequest, PhoneCodeResponse } from '../../shared/wire/phone-code.ts';
import { givePhoneCode, readPhoneQuestion } from './give-phone-code.ts';
import type { PinTries } from './pin-tries.ts';

/** What is asked, and with the right PIN the code. Throws as givePhoneCode does, and HF-AUTH-023 after too many wrong PINs. */
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
