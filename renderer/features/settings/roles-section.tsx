// Roles as a matrix: a line for each right in plain words, a column for each role. Saved with the PIN of the administrator who is signed in.

import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type RolesView } from '../../../shared/views/role.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isSwitched, mayRole, type RolesState } from '../../stores/roles-store.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import styles from './roles-section.module.css';

export function RolesSection() {
  const { t } = useTranslation();
  const { roles } = useDesk();
  const state = useDeskStore(
    (desk) => desk.roles.store,
    (all) => all,
  );
  useEffect(() => roles.begin(), [roles]);
  const { view, isBusy, isSaved, error } = state;
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState<'nothing' | 'noPin' | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = !isSwitched(state) ? 'nothing' : pin === '' ? 'noPin' : null;
    setLacks(lacking);
    if (lacking !== null) return;
    setPin('');
    void roles.save(pin);
  };
  const wrong = lacks === null ? sentence(error?.message ?? '') : t(`roles.${lacks}`);
  return (
    <form className={styles.form} aria-label={t('roles.title')} onSubmit={submit}>
      <p className={styles.about}>{t('roles.text')}</p>
      {view === null && error === null && <p aria-live="polite">{t('roles.wait')}</p>}
      {view !== null && <Matrix view={view} switched={state.switched} />}
      <div className={styles.save}>
        {isSaved && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="roles-pin" />
        <FormFoot wrong={wrong} send={t('roles.save')} isBusy={isBusy} />
      </div>
    </form>
  );
}

function Matrix({ view, switched }: { readonly view: RolesView } & Pick<RolesState, 'switched'>) {
  const { t } = useTranslation();
  const { roles } = useDesk();
  const nameOf = (right: string): string => (isKnownWord('may', right) ? t(`may.${right}`) : right);
  return (
    <table className={styles.matrix} aria-label={t('roles.title')}>
      <thead>
        <tr>
          <th scope="col">{t('roles.may')}</th>
          {ROLES.map((role) => (
            <th key={role} scope="col">
              {t(`roles.${role}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.all.map((right) => (
          <tr key={right}>
            <th scope="row">{nameOf(right)}</th>
            {ROLES.map((role) => (
              <td
                key={role}
                data-changed={mayRole({ view, switched }, role, right) !== mayRole({ view, switched: {} }, role, right)}
              >
                <input
                  type="checkbox"
                  aria-label={`${t(`roles.${role}`)}: ${nameOf(right)}`}
                  checked={mayRole({ view, switched }, role, right)}
                  onChange={() => roles.toggle(role, right)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
