// Chooses a folder of this computer by looking into one after the other. The page knows folders by ids of the desk; it never writes a path.

import { useTranslation } from 'react-i18next';
import type { FolderView } from '../../../shared/views/list-files.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import styles from './list-files.module.css';

type PickerProps = { readonly folder: FolderView; readonly isBusy: boolean };

export function FolderPicker({ folder: { id, path, up, folders, isCut }, isBusy }: PickerProps) {
  const { t } = useTranslation();
  const { listFiles } = useDesk();
  return (
    <section className={styles.picker} aria-label={t('listFiles.choose')}>
      <p className={styles.path}>{path ?? t('listFiles.begin')}</p>
      <p className={styles.about}>{t('listFiles.readers')}</p>
      {folders.length === 0 && <p className={styles.about}>{t('listFiles.empty')}</p>}
      <ul className={styles.folders}>
        {folders.map((folder) => (
          <li key={folder.id}>
            <DeskButton look="link" isDisabled={isBusy} onPress={() => void listFiles.look(folder.id)}>
              {folder.name}
            </DeskButton>
          </li>
        ))}
      </ul>
      {isCut && <p className={styles.about}>{t('listFiles.cut')}</p>}
      <div className={styles.actions}>
        {id !== null && (
          <DeskButton look="main" isDisabled={isBusy} onPress={() => void listFiles.choose()}>
            {t('listFiles.here')}
          </DeskButton>
        )}
        {id !== null && (
          <DeskButton isDisabled={isBusy} onPress={() => void listFiles.look(up)}>
            {t('listFiles.up')}
          </DeskButton>
        )}
        <DeskButton look="quiet" onPress={() => listFiles.stopLooking()}>
          {t('listFiles.cancel')}
        </DeskButton>
      </div>
    </section>
  );
}
