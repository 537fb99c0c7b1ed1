// The next steps after money was taken, given back or waived. Enter shows the receipt, or closes: it never takes money
// again. One that was struck twice for the form does neither, so that the change stays to be seen.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { MoneyDone } from '../../stores/fees-state.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { SlipButton } from '../../ui/devices/slip-button.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';

/** A second stroke within this belongs to the first. */
const TWICE_MS = 700;

export function DoneFoot({ done, hasFees }: { readonly done: MoneyDone; readonly hasFees: boolean }) {
  const { t } = useTranslation();
  const { fees, actions, clock } = useDesk();
  const [since] = useState(() => clock.mono());
  const isMeant = (): boolean => clock.mono() - since > TWICE_MS;
  const { commandId } = done.answer;
  const hasSlip = 'slipNumber' in done.answer;
  return (
    <PlainFoot>
      {done.act === 'paid' && (
        <DeskButton
          onPress={() => fees.goToGiveBack({ paymentId: commandId, mostMinor: done.amountMinor, method: done.method })}
        >
          {t('fees.giveBack')}
        </DeskButton>
      )}
      {done.act === 'added' && <DeskButton onPress={fees.goToAdd}>{t('fees.add')}</DeskButton>}
      {hasFees && (
        <DeskButton onPress={fees.goToPay}>{t(done.act === 'added' ? 'fees.take' : 'fees.another')}</DeskButton>
      )}
      {hasSlip && <SlipButton acts={[commandId]} words={t('slip.receipt')} isFirst isMeant={isMeant} />}
      {!hasSlip && (
        <DeskButton look="main" isFirst onPress={() => (isMeant() ? actions.close.run() : undefined)}>
          {t('common.close')}
        </DeskButton>
      )}
    </PlainFoot>
  );
}
