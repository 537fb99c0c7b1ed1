// A term's list of staff from a CSV file: previewed first, done with the PIN of the person who does it, and the new PINs shown once.

import { FileButton, Textarea } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermDone, TermPlanView } from '../../../shared/views/term-list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useDays } from '../../ui/use-days.ts';
import { PrintPins } from './pin-slips.tsx';
import styles from './staff-section.module.css';

export function TermList() {
  const { t } = useTranslation();
  const { terms } = useDesk();
  const reset = useRef<() => void>(null);
  const { plan, done, left, isBusy, error } = useDeskStore(
    (desk) => desk.terms.store,
    (state) => state,
  );
  return (
    <section aria-label={t('term.title')} className={styles.staff}>
      <h3>{t('term.title')}</h3>
      <p>{t('term.text')}</p>
      <div>
        <FileButton
          accept=".csv,text/csv"
          resetRef={reset}
          onChange={(file) => {
            // The same file may be chosen again, once it was mended.
            reset.current?.();
            if (file !== null) void file.text().then(terms.look);
          }}
        >
          {({ onClick }) => <DeskButton onPress={onClick}>{t('term.choose')}</DeskButton>}
        </FileButton>
      </div>
      {plan === null && <Paste isBusy={isBusy} />}
      {error !== null && (
        <p className={styles.error} role="alert">
          {sentence(error.message)}
        </p>
      )}
      {plan !== null && <Plan plan={plan} isBusy={isBusy} />}
      {done !== null && <Done done={done} left={left} />}
    </section>
  );
}

/** Rows from a spreadsheet. */
function Paste({ isBusy }: { readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const { terms } = useDesk();
  const [text, setText] = useState('');
  return (
    <div className={styles.paste}>
      <Textarea
        label={t('term.paste')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        name="term-text"
      />
      <DeskButton isDisabled={isBusy || text.trim() === ''} onPress={() => void terms.look(text)}>
        {t('term.look')}
      </DeskButton>
    </div>
  );
}

function Refused({ rows }: { readonly rows: TermPlanView['refused'] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <ul aria-label={t('term.refused')} className={styles.error}>
      {rows.map(({ line, name, why, said }) => (
        <li key={line}>
          {t('term.line', { line, name })} {t(`term.why_${why}`, { said })}
        </li>
      ))}
    </ul>
  );
}

function Plan({ plan, isBusy }: { readonly plan: TermPlanView; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const { terms } = useDesk();
  const sayChange = useChangeWords();
  const [pin, setPin] = useState('');
  const esc = useEsc(terms.drop);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin === '') return;
    setPin('');
    void terms.take(pin);
  };
  if (plan.lacks.length > 0) {
    return (
      <p className={styles.error} role="alert">
        {t('term.lacks', { columns: plan.lacks.join(', ') })}
      </p>
    );
  }
  return (
    <form className={styles.form} data-esc="own" ref={esc} onSubmit={submit} aria-label={t('term.title')}>
      <div className={styles.asked}>
        <Refused rows={plan.refused} />
        <ul aria-label={t('term.changes')}>
          {plan.changes.map((change) => (
            <li key={change.line}>{sayChange(change)}</li>
          ))}
        </ul>
        {plan.same.length > 0 && <p>{t('term.same', { count: plan.same.length })}</p>}
        {plan.left.length > 0 && <p>{t('term.left', { count: plan.left.length, names: plan.left.join(', ') })}</p>}
        {plan.changes.length === 0 && <p>{t('term.nothing')}</p>}
      </div>
      {plan.changes.length > 0 && (
        <>
          <Field label={t('people.pin')} value={pin} onChange={setPin} isSecret name="term-pin" />
          <DeskButton look="main" isSubmit isDisabled={isBusy}>
            {t('term.take', { count: plan.changes.length })}
          </DeskButton>
        </>
      )}
      <DeskButton look="quiet" onPress={terms.drop}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}

function useChangeWords(): (change: TermPlanView['changes'][number]) => string {
  const { t } = useTranslation();
  const days = useDays();
  const roleWord = (role: string | null): string =>
    role === null ? t('people.off') : isKnownWord('role', role) ? t(`role.${role}`) : role;
  const endWord = (until: string | null): string =>
    until === null ? t('term.noEnd') : t('term.until', { day: days.day(until) });
  return ({ line, name, kind, role, until, wasRole, wasUntil }) => {
    const at = t('term.line', { line, name });
    if (kind === 'end') return `${at} ${t('term.ends')}`;
    const next = { role: roleWord(role), until: endWord(until) };
    if (kind === 'add') return `${at} ${t('term.added', next)}`;
    return `${at} ${t('term.changed', { ...next, wasRole: roleWord(wasRole), wasUntil: endWord(wasUntil) })}`;
  };
}

function Done({
  done: { done, made, failed },
  left,
}: {
  readonly done: TermDone;
  readonly left: TermPlanView['refused'];
}) {
  const { t } = useTranslation();
  const { terms } = useDesk();
  return (
    <div aria-live="polite">
      <p>{t('term.done', { count: done })}</p>
      <Refused rows={left} />
      {failed.length > 0 && (
        <ul aria-label={t('term.refused')} className={styles.error}>
          {failed.map(({ line, name, message }) => (
            <li key={line}>
              {t('term.line', { line, name })} {sentence(message)}
            </li>
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <>
          <p>{t('term.pins')}</p>
          <table className={styles.table} aria-label={t('term.pins')}>
            <tbody>
              {made.map(({ staff, pin }) => (
                <tr key={staff}>
                  <th scope="row">{staff}</th>
                  <td>{pin}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {made.length > 0 && <PrintPins made={made} />}
      <DeskButton onPress={terms.drop}>{t('term.seen')}</DeskButton>
    </div>
  );
}
