// Money of a shift by method, with the numbers of its receipts.

import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { useMoney } from '../../ui/use-money.ts';
import styles from '../../ui/shift/shift.module.css';

export function MoneyTable({ shift }: { readonly shift: Pick<ShiftView, 'money' | 'slips'> }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { slips } = shift;
  if (shift.money.length === 0) return <p className={styles.quiet}>{t('shift.noMoney')}</p>;
  return (
    <table className={styles.money}>
      {slips !== null && (
        <caption>{t(slips.from === slips.to ? 'shift.oneSlip' : 'shift.slips', { ...slips })}</caption>
      )}
      <thead>
        <tr>
          <th scope="col">{t('shift.method')}</th>
          <th scope="col">{t('shift.taken')}</th>
          <th scope="col">{t('shift.givenBack')}</th>
        </tr>
      </thead>
      <tbody>
        {shift.money.map(({ method, takenMinor, taken, givenBackMinor, givenBack }) => (
          <tr key={method}>
            <th scope="row">{isKnownWord('method', method) ? t(`method.${method}`) : method}</th>
            <td>
              {money.say(takenMinor)} ({taken})
            </td>
            <td>
              {money.say(givenBackMinor)} ({givenBack})
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
