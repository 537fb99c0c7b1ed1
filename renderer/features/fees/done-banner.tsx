// The last act of money: the number of the receipt, the change to hand out, and the remaining debt.

import { useTranslation } from 'react-i18next';
import type { MoneyDone } from '../../stores/fees-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './fees.module.css';

export function DoneBanner({ done }: { readonly done: MoneyDone }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { owedMinor } = done.answer;
  const { changeMinor, creditedMinor } = done.act === 'paid' ? done.answer : { changeMinor: 0, creditedMinor: 0 };
  const words = (): string => {
    if (done.act === 'waived') return t('fees.waived');
    if (done.act === 'credit-used') return t('fees.creditUsed', { amount: money.say(done.answer.usedMinor) });
    const amount = money.say(done.amountMinor);
    if (done.act === 'added') return t('fees.added', { amount });
    const method = t(`method.${done.method}`);
    const number = done.answer.slipNumber;
    return t(done.act === 'paid' ? 'fees.paid' : 'fees.givenBack', { number, amount, method });
  };
  return (
    <output className={styles.done} data-tone="good" data-testid="money-done">
      <p className={styles.verdict}>
        <Icon name="done" size={20} />
        {words()}
      </p>
      {changeMinor > 0 && (
        <p className={styles.verdict}>
          {t('fees.change')} {money.say(changeMinor)}
        </p>
      )}
      {creditedMinor > 0 && <p>{t('fees.credited', { amount: money.say(creditedMinor) })}</p>}
      <p>{owedMinor > 0 ? t('fees.stillOwed', { amount: money.say(owedMinor) }) : t('fees.nothingOwed')}</p>
    </output>
  );
}
