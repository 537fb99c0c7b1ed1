// Notice that the server was restored from a backup, until a person confirms it.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './server-restored.module.css';

const TICK_MS = 60_000;

export function ServerRestored() {
  const { t } = useTranslation();
  const { line } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const restoredAt = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.serverRestoredAt ?? null,
  );
  if (restoredAt === null) return null;
  return (
    <section
      className={styles.note}
      data-tone="warn"
      data-testid="server-restored"
      aria-label={t('sync.serverRestored')}
      aria-live="polite"
    >
      <p className={styles.title}>
        <Icon name="warn" />
        {t('sync.serverRestored')}
      </p>
      <p className={styles.text}>{t('sync.serverRestoredText', { time: moments.when(Date.parse(restoredAt), now) })}</p>
      <DeskButton look="quiet" onPress={() => void line.seenRestore(restoredAt)}>
        {t('sync.serverRestoredSeen')}
      </DeskButton>
    </section>
  );
}
