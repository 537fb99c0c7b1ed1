// The fees of an account, one of which, or all together, is meant. Arrow keys choose.

import { useTranslation } from 'react-i18next';
import type { FeeView } from '../../../shared/views/fee.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { AccountView } from '../../stores/fees-store.ts';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './fees.module.css';

export function FeeChoice({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { fees } = account;
  return (
    <ScrollPlace label={t('fees.which')} className={styles.list}>
      <fieldset className={styles.choice}>
        <legend>{t('fees.which')}</legend>
        {fees.length > 1 && (
          <Choice feeId={null}>
            <span className={styles.what}>{t('fees.all')}</span>
            <strong>{money.say(account.owedMinor)}</strong>
          </Choice>
        )}
        {fees.map((fee) => (
          <Choice key={fee.feeId} feeId={fee.feeId}>
            <span className={styles.what}>
              {fee.kindText}
              {fee.item !== null && ` · ${fee.item.title}`}
              {fee.growing && <em className={styles.quiet}> {t('fees.growing')}</em>}
            </span>
            <strong>{money.say(fee.outstandingMinor)}</strong>
          </Choice>
        ))}
      </fieldset>
    </ScrollPlace>
  );
}

type ChoiceProps = { readonly feeId: FeeView['feeId'] | null; readonly children: React.ReactNode };

function Choice({ feeId, children }: ChoiceProps) {
  const { fees } = useDesk();
  const isChosen = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.chosen === feeId,
  );
  return (
    <label className={styles.fee} data-chosen={isChosen}>
      <input type="radio" name="fee" checked={isChosen} onChange={() => fees.choose(feeId)} />
      {children}
    </label>
  );
}
