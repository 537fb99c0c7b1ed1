// Another due date for a loan, under its row: day, and time where it is lent by the hour, in the words of the desk's language; and the reason. The
// answer mentions closings on that day.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronLoan } from '../../../shared/views/patron.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import styles from './loans.module.css';

export function DueForm({ loan }: { readonly loan: PatronLoan }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const { barcode, title, zone, grain } = loan;
  const [moment, setMoment] = useState(() => formatLocalMoment(Date.parse(loan.dueAt), zone));
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const send = async (): Promise<void> => {
    const at = parseLocalMoment(moment, zone);
    if (reason.trim() === '' || at === null) return setMissing(t('due.noReason'));
    setIsBusy(true);
    const isDone = await work.changeDueDate({ barcode, title }, { dueAt: formatInstant(at), reason: reason.trim() });
    setIsBusy(false);
    if (isDone) work.setDating(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form className={styles.dueForm} aria-label={t('due.title', { title })} onSubmit={submit}>
      <MomentChoice legend={t('due.day')} moment={moment} zone={zone} hasTime={grain === 'time'} onChange={setMoment} />
      {loan.recalled && <p>{t('due.isRecalled')}</p>}
      <Field label={t('due.why')} value={reason} onChange={setReason} name="due-reason" />
      <FormFoot wrong={missing} send={t('due.send')} isBusy={isBusy}>
        <DeskButton onPress={() => work.setDating(null)}>{t('common.cancel')}</DeskButton>
      </FormFoot>
    </form>
  );
}
