// What may be done after money was taken, given back or waived. Enter shows the receipt, or closes: it never takes money again.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { MoneyDone } from '../../stores/fees-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { SlipButton } from '../../ui/devices/slip-button.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';

export function DoneFoot({ done, hasFees }: { readonly done: MoneyDone; readonly hasFees: boolean }) {
  const { t } = useTranslation();
  const { fees, actions } = useDesk();
  const { commandId, slipNumber } = done.answer;
  const hasSlip = slipNumber !== undefined;
  return (
    <PlainFoot>
      {done.act === 'paid' && (
        <DeskButton
          onPress={() => fees.goToGiveBack({ paymentId: commandId, mostMinor: done.amountMinor, method: done.method })}
        >
          {t('fees.giveBack')}
        </DeskButton>
      )}
      {hasFees && <DeskButton onPress={fees.goToPay}>{t('fees.another')}</DeskButton>}
      {hasSlip && <SlipButton acts={[commandId]} words={t('slip.receipt')} isFirst />}
      <DeskButton look="main" isFirst={!hasSlip} onPress={actions.close.run}>
        {t('common.close')}
      </DeskButton>
    </PlainFoot>
  );
}
