// Check out before the first card.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { Teach } from '../../ui/teach.tsx';
import styles from './checkout-teach.module.css';

export function CheckoutTeach() {
  const { t } = useTranslation();
  const isDemo = useDeskStore(
    (desk) => desk.station.store,
    (state) => (state.desk?.demo ?? null) !== null,
  );
  return (
    <Teach steps={[t('checkout.teachCard'), t('checkout.teachItem'), t('checkout.teachDone')]}>
      {isDemo && (
        <div className={styles.codes}>
          <h2 className={styles.title}>{t('checkout.tryTitle')}</h2>
          <DemoCodes kind="patrons" label={t('checkout.tryCard')} />
          <DemoCodes kind="items" label={t('checkout.tryItem')} />
        </div>
      )}
    </Teach>
  );
}
