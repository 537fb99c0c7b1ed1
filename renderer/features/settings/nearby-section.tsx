// Whether the desks of a branch pass their acts to each other over its own network: for the whole library, with a PIN.

import { Switch } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HabitsView } from '../../../shared/views/habits.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { useHabitsDraft } from './use-habits-draft.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';

export function NearbySection() {
  return <WithHabits form={NearbyForm} />;
}

function NearbyForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const { habits } = useDesk();
  const { isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.habits.store,
    (all) => all,
  );
  const { form: isOn, change: setOn } = useHabitsDraft('nearby', view.habits.lan === true, (set) => set);
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setLacks(pin === '' ? t('roles.noPin') : '');
    if (pin === '') return;
    setPin('');
    const { lan: _, ...others } = view.habits;
    void habits.save('nearby', { ...others, ...(isOn ? { lan: true as const } : {}) }, pin);
  };
  return (
    <form className={styles.form} aria-label={t('settings.section-nearby')} onSubmit={submit}>
      <p className={styles.about}>{t('nearby.about')}</p>
      <p className={styles.about}>{t('nearby.how')}</p>
      <Switch
        label={t('nearby.switch')}
        checked={isOn}
        onChange={(event) => {
          habits.quiet();
          setLacks('');
          setOn(event.currentTarget.checked);
        }}
      />
      <div className={styles.save}>
        {isSaved && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="nearby-pin" />
        <FormFoot
          wrong={lacks === '' ? sentence(error?.message ?? '') : lacks}
          send={t('roles.save')}
          isBusy={isBusy}
        />
      </div>
    </form>
  );
}
