// The typed second person: a name with their PIN, or with the code that they gave on the phone. PINs and codes go as
// they are sent.

import { useState } from 'react';
import type { AuthoriserInput } from '../../shared/views/circulation.ts';
import type { PhoneAskInput } from '../../shared/views/phone.ts';
import { useDesk, useDeskStore } from '../desk/desk-context.ts';

export type Second = ReturnType<typeof useSecond>;

/** The missing field. */
export type SecondMissing = 'noStaff' | 'noPin' | 'noCode';

/** How each is asked for. */
export const SECOND_MISSING = { noStaff: 'shift.noStaff', noPin: 'shift.noPin', noCode: 'override.noCode' } as const;

/**
 * `askOf`: the subject of the number on the phone; null = they have to come here. `forgetFault`: clears the fault, since the fault of a PIN is not
 * that of a code.
 */
export function useSecond(askOf: (() => PhoneAskInput | null) | null, forgetFault: () => void) {
  const { phone } = useDesk();
  const [staff, setStaff] = useState('');
  const [pin, setPin] = useState('');
  const [code, setCode] = useState('');
  const [isByPhone, setByPhone] = useState(false);
  const shown = useDeskStore(
    (desk) => desk.phone.store,
    (state) => state.shown,
  );
  const ask = (): void => {
    const input = askOf?.() ?? null;
    forgetFault();
    setByPhone(true);
    setCode('');
    if (input !== null) void phone.ask(input);
  };
  const lacks = (): SecondMissing | null => {
    if (staff.trim() === '') return 'noStaff';
    if (isByPhone) return code.trim() === '' || shown === null ? 'noCode' : null;
    return pin === '' ? 'noPin' : null;
  };
  const take = (): AuthoriserInput => {
    setPin('');
    setCode('');
    const named = staff.trim();
    return isByPhone ? { staff: named, challenge: shown?.challenge ?? '', code: code.trim() } : { staff: named, pin };
  };
  const signHere = (): void => {
    forgetFault();
    setByPhone(false);
  };
  return {
    canPhone: askOf !== null,
    staff,
    setStaff,
    pin,
    setPin,
    code,
    setCode,
    isByPhone,
    ask,
    signHere,
    lacks,
    take,
  };
}
