// The library's settings for its desks, read anew each time a person comes to a section of them; the form begins again where another person changed
// them.

import { useEffect, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { HabitsView } from '../../../shared/views/habits.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import styles from './habits-form.module.css';

export function WithHabits({ form: Form }: { readonly form: ComponentType<{ readonly view: HabitsView }> }) {
  const { t } = useTranslation();
  const { habits } = useDesk();
  const { view, error, outdated } = useDeskStore(
    (desk) => desk.habits.store,
    (all) => all,
  );
  useEffect(() => {
    void habits.begin();
    return habits.quiet;
  }, [habits]);
  if (view === null) return <p aria-live="polite">{error === null ? t('roles.wait') : sentence(error.message)}</p>;
  return (
    <>
      {outdated !== null && (
        <p className={styles.outdated} role="alert">
          {t('habits.outdated')}
        </p>
      )}
      <Form key={JSON.stringify(view.habits)} view={view} />
    </>
  );
}
