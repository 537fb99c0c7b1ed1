// What was done with money just now: the number of the receipt, the change to hand out, and what is still owed.

import { useTranslation } from 'react-i18next';
import type { MoneyAnswer } from '../../../shared/bridge/views/fee.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { SlipButton } from '../../ui/devices/slip-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './fees.module.css';

export function DoneBanner() {
  const { t } = useTranslation();
  const money = useMoney();
  const done = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.done,
  );
  return (
    <output className={styles.said}>
      {done !== null && (
        <div className={styles.done} data-tone="good" data-testid="money-done">
          <p className={styles.verdict}>
            <Icon name="check" size={20} />
            {done.act === 'waived' || done.answer.slipNumber === undefined
              ? t('fees.waived')
              : t('fees.paid', { number: done.answer.slipNumber, amount: money.say(paidOf(done.answer)) })}
          </p>
          {(done.answer.changeMinor ?? 0) > 0 && (
            <p className={styles.verdict}>
              {t('fees.change')} {money.say(done.answer.changeMinor ?? 0)}
            </p>
          )}
          {done.answer.creditedMinor > 0 && (
            <p>{t('fees.credited', { amount: money.say(done.answer.creditedMinor) })}</p>
          )}
          <p>
            {done.answer.owedMinor > 0
              ? t('fees.stillOwed', { amount: money.say(done.answer.owedMinor) })
              : t('fees.nothingOwed')}
          </p>
          {done.answer.slipNumber !== undefined && (
            <SlipButton acts={[done.answer.commandId]} words={t('slip.receipt')} />
          )}
        </div>
      )}
    </output>
  );
}

function paidOf({ allocation, creditedMinor }: MoneyAnswer): number {
  return allocation.reduce((sum, { amountMinor }) => sum + amountMinor, creditedMinor);
}
