// Corrects the starting cash: the true amount, and the reason for the wrong one.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { CountFields } from '../../ui/shift/count-fields.tsx';
import { ShiftFoot } from '../../ui/shift/shift-foot.tsx';
import { useCount } from '../../ui/shift/use-count.ts';
import styles from '../../ui/shift/shift.module.css';

export function CorrectForm() {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const { faultIf } = useCount();
  const reason = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.reason,
  );
  const [missing, setMissing] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = faultIf(true) || (reason.trim() === '' ? t('shift.noCorrectReason') : '');
    setMissing(fault);
    if (fault === '') void shift.correct();
  };
  return (
    <form className={styles.form} aria-label={t('shift.correctTitle')} onSubmit={submit}>
      <h3 className={styles.part}>{t('shift.correctTitle')}</h3>
      <p>{t('shift.correctText')}</p>
      <CountFields />
      <Field
        label={t('shift.correctReason')}
        hint={t('shift.reasonHint')}
        value={reason}
        onChange={shift.setReason}
        name="shift-reason"
      />
      <ShiftFoot missing={missing} send={t('shift.correctSend')}>
        <DeskButton onPress={() => shift.go('overview')}>{t('shift.back')}</DeskButton>
      </ShiftFoot>
    </form>
  );
}
