// Saves unsent acts to a file: the button, the contents of the file and its possible readers, and the steps afterwards.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmForm } from '../../ui/confirm-form.tsx';
import styles from './line-panel.module.css';
import { errorWords } from '../../ui/worklist-said.tsx';

export function CarryPanel({ isWaiting }: { readonly isWaiting: boolean }) {
  const { t } = useTranslation();
  const carry = useDeskStore(
    (desk) => desk.carry.store,
    (state) => state,
  );
  const mayCarry = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'manage-desk'),
  );
  if (!mayCarry) return null;
  if (carry.kind === 'asking') return <AskOnce />;
  return (
    <>
      {isWaiting && (
        <div className={styles.actions}>
          <ActionButton id="carry" />
        </div>
      )}
      <output className={styles.carried} data-testid="carried">
        {carry.kind === 'saved' &&
          t(isWaiting ? 'carry.saved' : 'carry.answered', { count: carry.acts, name: carry.name })}
        {carry.kind === 'nothing' && t('carry.nothing')}
        {carry.kind === 'failed' && errorWords(t, carry.error)}
      </output>
    </>
  );
}

function AskOnce() {
  const { t } = useTranslation();
  const { carry } = useDesk();
  return (
    <ConfirmForm
      className={styles.ask}
      rowClass={styles.actions}
      yes={t('carry.save')}
      onYes={carry.save}
      onCancel={carry.cancel}
    >
      <p>{t('carry.sealed')}</p>
      <p>{t('carry.howTo')}</p>
    </ConfirmForm>
  );
}
