// Keys of the library's own, with clashes shown during typing, and rights that a person has only after the lessons of a first shift.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DESK_ACTIONS, DESK_KEYS, keysWith, sayCombo } from '../../../shared/core/desk-keys.ts';
import type { HabitsView } from '../../../shared/views/habits.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { KeyFaultText } from '../../ui/key-fault.tsx';
import { useHabitsDraft } from './use-habits-draft.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';

type Known = { readonly keys: Readonly<Record<string, string>>; readonly lessonRights: readonly string[] };
type Form = { readonly wishes: Readonly<Record<string, string>>; readonly locked: readonly string[] };

const formOf = ({ keys, lessonRights }: Known): Form => ({ wishes: keys, locked: lessonRights });

export function HabitsSection() {
  return <WithHabits form={HabitsForm} />;
}

function HabitsForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const { habits } = useDesk();
  const { isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.habits.store,
    (all) => all,
  );
  const known = { keys: view.habits.keys ?? {}, lessonRights: view.habits.lessonRights ?? [] };
  const { form, change, isTyped, drop } = useHabitsDraft('habits', known, formOf);
  const { wishes, locked } = form;
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState('');
  const typed = Object.fromEntries(Object.entries(wishes).filter(([, key]) => key.trim() !== ''));
  const { faults } = keysWith(typed);
  const changed = (more: Partial<Form>): void => {
    habits.quiet();
    setLacks('');
    change({ ...form, ...more });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = faults.length > 0 ? t('habits.clash') : pin === '' ? t('roles.noPin') : '';
    setLacks(lacking);
    if (lacking !== '') return;
    setPin('');
    const keys = Object.keys(typed).length === 0 ? {} : { keys: typed };
    // Carts and handling stay as they are.
    const { keys: _, lessonRights: __, ...others } = view.habits;
    const lessons = locked.length === 0 ? {} : { lessonRights: [...locked] };
    void habits.save('habits', { ...others, ...keys, ...lessons }, pin);
  };
  return (
    <form className={styles.form} aria-label={t('settings.section-habits')} onSubmit={submit}>
      <p className={styles.about}>{t('habits.keysAbout')}</p>
      <KeyTable wishes={wishes} onChange={(action, key) => changed({ wishes: { ...wishes, [action]: key } })} />
      <p className={styles.about}>{t('habits.lessonsAbout')}</p>
      <LessonRights
        rights={view.rights}
        locked={locked}
        onToggle={(right) =>
          changed({ locked: locked.includes(right) ? locked.filter((one) => one !== right) : [...locked, right] })
        }
      />
      <div className={styles.save}>
        {faults.length > 0 && (
          <ul role="alert" data-testid="key-faults">
            {faults.map((fault) => (
              <li key={fault.action}>
                <KeyFaultText fault={fault} />
              </li>
            ))}
          </ul>
        )}
        {isSaved && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="habits-pin" />
        <FormFoot wrong={lacks === '' ? sentence(error?.message ?? '') : lacks} send={t('roles.save')} isBusy={isBusy}>
          {isTyped && (
            <DeskButton
              onPress={() => {
                setPin('');
                setLacks('');
                habits.quiet();
                drop();
              }}
            >
              {t('habits.drop')}
            </DeskButton>
          )}
        </FormFoot>
      </div>
    </form>
  );
}

type KeyTableProps = {
  readonly wishes: Readonly<Record<string, string>>;
  readonly onChange: (action: string, key: string) => void;
};

function KeyTable({ wishes, onChange }: KeyTableProps) {
  const { t } = useTranslation();
  return (
    <table className={styles.matrix} aria-label={t('help.keys')}>
      <thead>
        <tr>
          <th scope="col">{t('habits.action')}</th>
          <th scope="col">{t('habits.usual')}</th>
          <th scope="col">{t('habits.own')}</th>
        </tr>
      </thead>
      <tbody>
        {DESK_ACTIONS.map((action) => (
          <tr key={action}>
            <th scope="row">{t(`action.${action}`)}</th>
            <td>{sayCombo(DESK_KEYS[action])}</td>
            <td data-changed={(wishes[action] ?? '') !== ''}>
              <input
                type="text"
                name={`key-${action}`}
                aria-label={t('habits.ownOf', { action: t(`action.${action}`) })}
                value={wishes[action] ?? ''}
                onChange={(event) => onChange(action, event.currentTarget.value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type RightsProps = {
  readonly rights: readonly string[];
  readonly locked: readonly string[];
  readonly onToggle: (right: string) => void;
};

function LessonRights({ rights, locked, onToggle }: RightsProps) {
  const { t } = useTranslation();
  const nameOf = (right: string): string => (isKnownWord('may', right) ? t(`may.${right}`) : right);
  return (
    <ul className={styles.rights}>
      {rights.map((right) => (
        <li key={right}>
          <label>
            <input type="checkbox" checked={locked.includes(right)} onChange={() => onToggle(right)} /> {nameOf(right)}
          </label>
        </li>
      ))}
    </ul>
  );
}
