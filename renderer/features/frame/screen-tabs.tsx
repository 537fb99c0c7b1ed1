// The screens by their function keys. The numbers between belong to screens to come.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { SCREENS, type ScreenId } from '../../stores/view-store.ts';
import { Keys } from '../../ui/keys.tsx';
import { ariaKeys } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import styles from './screen-tabs.module.css';

export function ScreenTabs() {
  const { t } = useTranslation();
  return (
    <nav className={styles.tabs} aria-label={t('screen.nav')}>
      {SCREENS.map((screen) => (
        <ScreenTab key={screen} screen={screen} />
      ))}
    </nav>
  );
}

function ScreenTab({ screen }: { readonly screen: ScreenId }) {
  const { actions, onMac } = useDesk();
  const keys = useKeys();
  const isShown = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen === screen,
  );
  return (
    <button
      type="button"
      className={styles.tab}
      aria-current={isShown ? 'page' : undefined}
      aria-keyshortcuts={ariaKeys(screen, onMac, keys)}
      onClick={actions[screen].run}
    >
      <Keys id={screen} />
      <Name screen={screen} />
      {screen === 'work' && <ToDo />}
    </button>
  );
}

/** The name of a place, and the short one where a zoomed page has no room for it. */
function Name({ screen }: { readonly screen: ScreenId }) {
  const { t } = useTranslation();
  if (screen !== 'titles' && screen !== 'reports') return t(`screen.${screen}`);
  return (
    <span className={styles.name} data-short={t(`screen.${screen}Short`)}>
      {t(`screen.${screen}`)}
    </span>
  );
}

/** Exceptions that are work: a counter, never a dialog. */
function ToDo() {
  const { t } = useTranslation();
  // A person who may not work exceptions sees only those to act on now.
  const seesAll = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'exception.resolve'),
  );
  const count = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => (status === null ? 0 : status.exceptions.actNow + (seesAll ? status.exceptions.today : 0)),
  );
  const isUrgent = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => (status?.exceptions.actNow ?? 0) > 0,
  );
  if (count === 0) return null;
  return (
    <span className={styles.toDo} data-tone={isUrgent ? 'warn' : undefined}>
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{t('screen.toDo', { count })}</span>
    </span>
  );
}
