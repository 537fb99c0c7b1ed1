// Another due date for a loan, under its row: day, and time where it is lent by the hour, in the words of the desk's language; and why.
// What the calendar says of that day is told with the answer.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronLoan } from '../../../shared/views/patron.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { choicesFor, partOf, partOrder, withPart } from '../../text/moment-parts.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './loans.module.css';

const TICK_MS = 60_000;

export function DueForm({ loan }: { readonly loan: PatronLoan }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const language = useLanguage();
  const now = useNow(TICK_MS);
  const { barcode, title, zone, grain } = loan;
  const [moment, setMoment] = useState(() => formatLocalMoment(Date.parse(loan.dueAt), zone));
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const shownNow = formatLocalMoment(now, zone);
  const parts = partOrder(language).filter((part) => grain === 'time' || (part !== 'hour' && part !== 'minute'));
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
      <fieldset className={styles.moment}>
        <legend>{t('due.day')}</legend>
        {parts.map((part, at) => (
          <select
            key={part}
            ref={at === 0 ? focusOnMount : null}
            data-part={part}
            aria-label={t(`whatIf.${part}`)}
            value={partOf(moment, part)}
            onChange={({ currentTarget: { value } }) => setMoment(withPart(moment, part, Number(value)))}
          >
            {choicesFor(language, part, { moment, now: shownNow }).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ))}
      </fieldset>
      {loan.recalled && <p>{t('due.isRecalled')}</p>}
      <Field label={t('due.why')} value={reason} onChange={setReason} name="due-reason" />
      <FormFoot wrong={missing} send={t('due.send')} isBusy={isBusy}>
        <DeskButton onPress={() => work.setDating(null)}>{t('common.cancel')}</DeskButton>
      </FormFoot>
    </form>
  );
}
