// The desk cannot be opened: the cause and the remedy, and nothing else.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { DeskButton } from './desk-button.tsx';
import { Icon } from './icon.tsx';
import styles from './trouble.module.css';

type TroubleProps = { readonly title: string; readonly text: string; readonly canRetry?: boolean };

export function Trouble({ title, text, canRetry = false }: TroubleProps) {
  const { t } = useTranslation();
  const { station } = useDesk();
  return (
    <main className={styles.place}>
      <Icon name="trouble" size={36} />
      <h1 className={styles.title}>{title}</h1>
      <p>{text}</p>
      {canRetry && <DeskButton onPress={() => void station.open()}>{t('app.retry')}</DeskButton>}
    </main>
  );
}
