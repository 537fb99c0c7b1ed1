// Roles: what each may do, in plain words, with a switch for each right. Saved with the PIN of the administrator who is signed in.

import { NativeSelect, Switch } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../shared/views/role.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { rightsOf } from '../../stores/roles-store.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import styles from './roles-dialog.module.css';

export function RolesDialog() {
  const { t } = useTranslation();
  const { roles } = useDesk();
  const { view, role, switched, isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.roles.store,
    (state) => state,
  );
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState<'nothing' | 'noPin' | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = switched.length === 0 ? 'nothing' : pin === '' ? 'noPin' : null;
    setLacks(lacking);
    if (lacking !== null) return;
    setPin('');
    void roles.save(pin);
  };
  const wrong = lacks === null ? sentence(error?.message ?? '') : t(`roles.${lacks}`);
  return (
    <Dialog title={t('roles.title')} size={640}>
      <form className={styles.form} aria-label={t('roles.title')} onSubmit={submit}>
        <p>{t('roles.text')}</p>
        <NativeSelect
          label={t('roles.role')}
          value={role}
          onChange={(event) => roles.choose(ROLES.find((one) => one === event.currentTarget.value) ?? 'student')}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
        {view === null && error === null && <p aria-live="polite">{t('roles.wait')}</p>}
        {view !== null && (
          <ul className={styles.rights}>
            {view.all.map((right) => (
              <li key={right}>
                <Switch
                  label={isKnownWord('may', right) ? t(`may.${right}`) : right}
                  checked={rightsOf(view, role).includes(right) !== switched.includes(right)}
                  onChange={() => roles.toggle(right)}
                />
              </li>
            ))}
          </ul>
        )}
        {isSaved && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="roles-pin" />
        <FormFoot wrong={wrong} send={t('roles.save')} isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
