// The name of the desk and of the person at it; finding anything, locking, settings and help.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { ariaKeys, keyParts } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ScreenTabs } from './screen-tabs.tsx';
import { ShiftMark } from './shift-mark.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const { t } = useTranslation();
  const { actions, onMac } = useDesk();
  const keys = useKeys();
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
      </h1>
      <ScreenTabs />
      <div className={styles.end}>
        <button
          type="button"
          className={styles.find}
          aria-keyshortcuts={ariaKeys('find', onMac, keys)}
          onClick={actions.find.run}
        >
          <Icon name="search" />
          <span className={styles.word}>{t('action.find')}</span>
          <Keys id="find" />
        </button>
        <div className={styles.who}>
          <p className={styles.staff} data-testid="staff">
            {session !== null && (
              <>
                <strong>{session.staff}</strong>
                <span>{isKnownWord('role', session.role) ? t(`role.${session.role}`) : session.role}</span>
              </>
            )}
          </p>
          <ShiftMark />
        </div>
        <SignButton id="settings" icon="settings" />
        <SignButton id="help" icon="why" />
        <SignButton id="lock" icon="lock" />
      </div>
    </header>
  );
}

/** A tool that is known by its sign; its name and key stand in the tooltip. */
function SignButton({ id, icon }: { readonly id: 'settings' | 'help' | 'lock'; readonly icon: IconName }) {
  const { t } = useTranslation();
  const { actions, onMac } = useDesk();
  const keys = useKeys();
  const tip = `${t(`action.${id}`)} (${keyParts(id, onMac, keys).join(onMac ? '' : '+')})`;
  return (
    <button
      type="button"
      className={styles.sign}
      data-act={id}
      title={tip}
      aria-label={t(`action.${id}`)}
      aria-keyshortcuts={ariaKeys(id, onMac, keys)}
      onClick={actions[id].run}
    >
      <Icon name={icon} size={20} />
      <span className={styles.tip} aria-hidden="true">
        {tip}
      </span>
    </button>
  );
}

function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" role="img" aria-label="Holdfast">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M9 7h4.2v7.2h5.6V7H23v18h-4.200v-7H13.200v7H9z" fill="var(--on-accent)" />
    </svg>
  );
}
