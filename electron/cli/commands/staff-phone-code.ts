// `holdfast staff phone-code`: shows the request that a desk reads out on the phone, and with the PIN of the person who allows it gives the code.

import { RIGHT_NAMES } from '../../../shared/core/codes/names.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { inGroups } from '../../../shared/circ/phone-code.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { givePhoneCode, readPhoneQuestion } from '../../../server/staff/give-phone-code.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, refuseWords, requiredText, textOf, type Run } from '../command.ts';

/** Reads the number; without a PIN it is only read. */
export async function staffPhoneCode(run: Run): Promise<number> {
  refuseWords(run.positionals, 1);
  const asked = {
    desk: requiredText(run.values, 'desk'),
    challenge: requiredText(run.values, 'challenge'),
    staff: requiredText(run.values, 'as'),
  };
  const pin = textOf(run.values, 'pin') ?? run.env['HOLDFAST_PIN'] ?? null;
  await withStore(run, async ({ store, clock }) => {
    const { deskName, rights, limitMinor } = await readPhoneQuestion({ store, clock }, asked);
    const code = pin === null ? null : await givePhoneCode({ store, clock }, { ...asked, pin });
    if (hasFlag(run.values, 'json')) {
      run.io.out(JSON.stringify({ desk: deskName, rights, limitMinor, code }));
      return;
    }
    const currency = (await store.read((tx) => readAllRows(tx, 'library')))[0]?.currency ?? 'USD';
    run.io.out(
      `${deskName} asks to ${rights.map((right) => RIGHT_NAMES[right].en).join('; and to ')}${upTo(limitMinor, currency)}.`,
    );
    run.io.out(
      code === null
        ? 'Nothing is allowed yet. To allow it, give your PIN with --pin or in HOLDFAST_PIN.'
        : `Code: ${inGroups(code)}. It is good once, for what was read out to you and nothing else.`,
    );
  });
  return 0;
}

/** Up to how much money, where it is about money. */
function upTo(limitMinor: number | null, currency: string): string {
  if (limitMinor === null) return ', for any amount';
  return limitMinor === 0 ? '' : `, for up to ${formatMoney(limitMinor, currency, 'en')}`;
}
