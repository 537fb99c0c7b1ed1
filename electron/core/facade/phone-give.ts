// `phone.give`: whoever is signed in is phoned from another desk. The number that is read out to them says what is asked; with their PIN they get the
// code. The server checks both, and whether they may.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { inGroups } from '../../../shared/circ/phone-code.ts';
import type { Desk } from '../desk.ts';

/** What is asked, and with a PIN the code. Throws HF-AUTH-021, HF-SYNC-003, and what the server refuses: HF-AUTH-007, 022…024, 031. */
export async function giveByPhone(
  desk: Desk,
  { desk: name, challenge, pin }: ParsedInput<'phone.give'>,
): Promise<MethodOutput<'phone.give'>> {
  const { staffId, staff } = desk.session.required();
  const asked = { desk: name, challenge, staffId, ...(pin === undefined ? {} : { pin }) };
  const { code, ...read } = await desk.phoneCode(asked, staff);
  return { ...read, code: code === null ? null : inGroups(code) };
}
