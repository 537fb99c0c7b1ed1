// Messages of the shift before that the person signed in has not read: shown where they work, until they have.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../desk/desk-context.ts';
import { unread } from '../stores/log-store.ts';
import { DeskButton } from './desk-button.tsx';
import { Icon } from './icon.tsx';
import styles from './banner.module.css';

export function MessageBanner() {
  const { t } = useTranslation();
  const { view, work } = useDesk();
  const count = useDeskStore(
    (desk) => desk.log.store,
    (state) => unread(state.view),
  );
  const isShown = useDeskStore(
    (desk) => desk.view,
    ({ screen, part }) => screen === 'reports' && part === 'messages',
  );
  if (count === 0 || isShown) return null;
  const read = (): void => {
    view.setState({ part: 'messages' });
    void work.goTo('reports');
  };
  return (
    <output className={styles.banner} data-testid="message-banner">
      <Icon name="note" size={20} />
      <span>{t('log.unread', { count })}</span>
      <DeskButton onPress={read}>{t('log.readThem')}</DeskButton>
    </output>
  );
}
