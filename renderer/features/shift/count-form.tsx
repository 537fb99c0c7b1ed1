// The first step of closing: the drawer is counted before anybody sees what should be in it.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { readCount } from '../../stores/shift-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { CountFields } from './count-fields.tsx';
import { ShiftFoot } from './shift-foot.tsx';
import styles from './shift.module.css';

export function CountForm() {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const { currency } = useMoney();
  const [missing, setMissing] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isCounted = readCount(shift.store.getState().count, currency) !== null;
    setMissing(isCounted ? '' : t('shift.noCount'));
    if (isCounted) shift.go('compare');
  };
  return (
    <form className={styles.form} aria-label={t('shift.countTitle')} onSubmit={submit}>
      <h3 className={styles.part}>{t('shift.countTitle')}</h3>
      <p>{t('shift.countText')}</p>
      <CountFields />
      <ShiftFoot missing={missing} send={t('shift.compare')}>
        <DeskButton onPress={() => shift.go('overview')}>{t('shift.back')}</DeskButton>
        <DeskButton onPress={() => shift.go('compare')}>{t('shift.notCounted')}</DeskButton>
      </ShiftFoot>
    </form>
  );
}
