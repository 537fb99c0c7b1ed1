// Opening a shift: with a drawer and its starting cash, or without one.

import { SegmentedControl } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { whoHas } from '../answer/reason-lines.tsx';
import { CountFields } from './count-fields.tsx';
import { ShiftFoot } from './shift-foot.tsx';
import { useCount } from './use-count.ts';
import styles from './shift.module.css';

export function OpenForm() {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const { faultIf } = useCount();
  const mayHandle = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'handle-money'),
  );
  const [wantsDrawer, setWantsDrawer] = useState(mayHandle);
  const [missing, setMissing] = useState('');
  const hasDrawer = wantsDrawer && mayHandle;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = hasDrawer ? faultIf(true) : '';
    setMissing(fault);
    if (fault === '') void shift.open(hasDrawer);
  };
  return (
    <form className={styles.form} aria-label={t('shift.openTitle')} onSubmit={submit}>
      <p>{t('shift.openText')}</p>
      {mayHandle ? (
        <SegmentedControl
          aria-label={t('shift.openTitle')}
          transitionDuration={0}
          value={hasDrawer ? 'with' : 'without'}
          onChange={(value) => setWantsDrawer(value === 'with')}
          data={[
            { value: 'with', label: t('shift.withDrawer') },
            { value: 'without', label: t('shift.withoutDrawer') },
          ]}
        />
      ) : (
        <p className={styles.note}>{t('shift.needsRight', { who: whoHas(t, 'handle-money') })}</p>
      )}
      {hasDrawer && (
        <>
          <h3 className={styles.part}>{t('shift.startingCash')}</h3>
          <CountFields />
        </>
      )}
      <ShiftFoot missing={missing} send={t('shift.open')} isFirst={!hasDrawer} />
    </form>
  );
}
