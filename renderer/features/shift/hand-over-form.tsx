// Handing a shift over: whoever takes it gives their PIN. The drawer may be counted in between.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/bridge/views/shift.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { PersonFields } from '../../ui/person-fields.tsx';
import { CountFields } from './count-fields.tsx';
import { ShiftFoot } from './shift-foot.tsx';
import styles from './shift.module.css';

export function HandOverForm({ shift: { expectedMinor } }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const [to, setTo] = useState({ staff: '', pin: '' });
  const [missing, setMissing] = useState('');
  const hasError = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.error !== null,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = to.staff.trim() === '' ? 'shift.noStaff' : to.pin === '' ? 'shift.noPin' : null;
    setMissing(lacking === null ? '' : t(lacking));
    if (lacking !== null) return;
    setTo({ ...to, pin: '' });
    void shift.handOver({ staff: to.staff.trim(), pin: to.pin });
  };
  return (
    <form className={styles.form} aria-label={t('shift.handOverTitle')} onSubmit={submit}>
      <p>{t('shift.handOverText')}</p>
      {expectedMinor !== null && <CountFields />}
      <fieldset className={styles.person}>
        <legend>{t('shift.handOverTitle')}</legend>
        <PersonFields given={to} onChange={setTo} isFirst={expectedMinor === null} hasError={hasError} />
      </fieldset>
      <ShiftFoot missing={missing} send={t('shift.handOverSend')}>
        <DeskButton onPress={() => shift.go('overview')}>{t('shift.back')}</DeskButton>
      </ShiftFoot>
    </form>
  );
}
