// Which desk this is and who stands at it; finding anything, locking, settings and help.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ShiftMark } from './shift-mark.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const { t } = useTranslation();
  const { actions, onMac } = useDesk();
  const desk = useDeskStore(
    ({ station }) => station.store,
    (state) => state.desk,
  );
  const session = useDeskStore(
    ({ station }) => station.store,
    (state) => state.session,
  );
  return (
    <header className={styles.bar}>
      <h1 className={styles.place}>
        <Mark />
        <span className={styles.desk}>{desk?.name}</span>
        <span className={styles.branch}>{desk?.branchName}</span>
      </h1>
      <p className={styles.staff} data-testid="staff">
        {session !== null && (
          <>
            <Icon name="person" />
            <strong>{session.staff}</strong>
            <span>{isKnownWord('role', session.role) ? t(`role.${session.role}`) : session.role}</span>
          </>
        )}
      </p>
      <ShiftMark />
      <div className={styles.tools}>
        <ActionButton id="find" />
        <ActionButton id="lock" look="quiet" />
        <DeskButton
          look="quiet"
          onPress={actions.settings.run}
          ariaKeys={ariaKeys('settings', onMac)}
          after={<Keys id="settings" />}
        >
          <Icon name="gear" size={20} />
          <span className="unseen">{t('action.settings')}</span>
        </DeskButton>
        <ActionButton id="help" look="quiet" />
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" role="img" aria-label="Holdfast">
      <rect width="32" height="32" rx="7" fill="#2f4ab0" />
      <path d="M9 7h4.2v7.2h5.6V7H23v18h-4.200v-7H13.200v7H9z" fill="#fff" />
    </svg>
  );
}
