// The first step of closing: the drawer is counted before the expected amount is shown.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { CountFields } from '../../ui/shift/count-fields.tsx';
import { ShiftFoot } from '../../ui/shift/shift-foot.tsx';
import { useCount } from '../../ui/shift/use-count.ts';
import styles from '../../ui/shift/shift.module.css';

export function CountForm({ shift: { expectedMinor } }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const { countedMinor, faultIf } = useCount();
  const [missing, setMissing] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = faultIf(true);
    setMissing(fault);
    if (fault !== '' || countedMinor === null) return;
    if (expectedMinor !== null) shift.noteCount({ at: 'closing', countedMinor, expectedMinor });
    shift.go('compare');
  };
  return (
    <form className={styles.form} aria-label={t('shift.countTitle')} onSubmit={submit}>
      <h3 className={styles.part}>{t('shift.countTitle')}</h3>
      <p>{t('shift.countText')}</p>
      <CountFields />
      <ShiftFoot missing={missing} send={t('shift.compare')}>
        <DeskButton onPress={() => shift.go('overview')}>{t('shift.back')}</DeskButton>
        <DeskButton onPress={() => shift.go('uncounted')}>{t('shift.notCounted')}</DeskButton>
      </ShiftFoot>
    </form>
  );
}
