// A person is about to sign out with work that is not saved: over all, since it may be asked for anywhere. Esc stays.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../desk/desk-context.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { Icon } from './icon.tsx';
import styles from './leave-question.module.css';

export function LeaveQuestion() {
  const { t } = useTranslation();
  const { leaving } = useDesk();
  const isAsked = useDeskStore(
    (desk) => desk.leaving.store,
    (state) => state.isAsked,
  );
  const what = useUnsavedWords();
  if (!isAsked) return null;
  return (
    <div role="alertdialog" aria-label={t('leaving.title')} aria-describedby="leave-what" className={styles.place}>
      <ConfirmForm
        className={styles.question}
        yes={t('action.signOut')}
        no={t('leaving.stay')}
        onYes={leaving.go}
        onCancel={leaving.stay}
      >
        <Icon name="why" size={20} />
        <span id="leave-what">{t('leaving.signOut', { what })}</span>
      </ConfirmForm>
    </div>
  );
}

/** Names the work that waits behind the lock. It goes when another person signs in, who is told so before. */
export function WaitsBehindLock({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  const what = useUnsavedWords();
  return what === '' ? null : <p className={className}>{t('leaving.waits', { what })}</p>;
}

function useUnsavedWords(): string {
  const { t } = useTranslation();
  const unsaved = useDeskStore(
    (desk) => desk.leaving.store,
    (state) => state.unsaved,
  );
  return unsaved.map((one) => (one === 'form' ? t('leaving.form') : t(`settings.section-${one}`))).join(', ');
}
