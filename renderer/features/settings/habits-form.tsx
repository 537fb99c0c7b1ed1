// The frame of a form over the library's settings for its desks: the fields, what would change, the PIN, and what became of it.

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HabitsInput } from '../../../shared/views/habits.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import styles from './roles-section.module.css';
import own from './habits-form.module.css';

type Habits = HabitsInput['habits'];

type HabitsFormProps = {
  readonly label: string;
  /** Of the section; names the field of the PIN, too. */
  readonly name: string;
  /** In words, a line for each. */
  readonly changes: readonly string[];
  /** What stands in the way; empty = nothing. Until then no change is told: half of one would be. */
  readonly lacks: string;
  /** All settings as they are to be. */
  readonly habits: () => Habits;
  /** Back to what is set. */
  readonly onDrop: () => void;
  readonly children: ReactNode;
};

export function HabitsForm({ label, name, changes, lacks, habits: wanted, onDrop, children }: HabitsFormProps) {
  const { t } = useTranslation();
  const { habits } = useDesk();
  const { isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.habits.store,
    (all) => all,
  );
  const isOnline = useDeskStore(
    (desk) => desk.line.store,
    (line) => line.status?.online ?? false,
  );
  const [pin, setPin] = useState('');
  const [isAsked, setAsked] = useState(false);
  const missing =
    lacks !== '' ? lacks : changes.length === 0 ? t('habits.unchanged') : pin === '' ? t('roles.noPin') : '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(missing !== '');
    if (missing !== '') return;
    setPin('');
    void habits.save(name, wanted(), pin);
  };
  // The same fault is not told again once the form is another.
  const touched = (): void => {
    setAsked(false);
    habits.quiet();
  };
  const drop = (): void => {
    touched();
    setPin('');
    onDrop();
  };
  return (
    <form className={styles.form} aria-label={label} onSubmit={submit} onChange={touched}>
      {!isOnline && <p className={styles.about}>{t('habits.noLine')}</p>}
      {/* What is typed while the form is saved would go with the answer. */}
      <div className={own.body} inert={isBusy}>
        {children}
      </div>
      <div className={styles.save}>
        {changes.length > 0 && lacks === '' && (
          <ul className={own.changes} aria-label={t('habits.changes')} aria-live="polite">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
        {isSaved && changes.length === 0 && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name={`${name}-pin`} />
        <FormFoot wrong={isAsked ? missing : sentence(error?.message ?? '')} send={t('roles.save')} isBusy={isBusy}>
          {changes.length > 0 && <DeskButton onPress={drop}>{t('habits.drop')}</DeskButton>}
        </FormFoot>
      </div>
    </form>
  );
}
