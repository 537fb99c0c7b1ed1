// Lists that this desk keeps as files in a folder, for the day on which the program or the computer is down: where, how often, how old, and why not.

import { NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LIST_FILE_WORDS } from '../../../shared/core/list-file-words.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ListFilesView } from '../../../shared/views/list-files.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ListFilesState } from '../../stores/list-files-store.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { FolderPicker } from './folder-picker.tsx';
import styles from './list-files.module.css';

const TICK_MS = 30_000;
const MINUTES = [5, 10, 15, 30, 60];

export function ListFilesSection() {
  const { t } = useTranslation();
  const { listFiles, practice } = useDesk();
  const state = useDeskStore(
    (desk) => desk.listFiles.store,
    (all) => all,
  );
  useEffect(() => void listFiles.begin(), [listFiles]);
  const { view, folder, error } = state;
  return (
    <div className={styles.section}>
      <p className={styles.about}>{t('listFiles.about')}</p>
      {practice.isOn() && <p className={styles.about}>{t('listFiles.practice')}</p>}
      {view !== null && !practice.isOn() && (
        <>
          {view.library !== null && <p className={styles.about}>{t(`listFiles.library_${view.library}`)}</p>}
          <Kept view={view} state={state} />
          {view.toRemove.map((left) => (
            <p key={left} className={styles.left}>
              {t('listFiles.toRemove', { folder: left })}
            </p>
          ))}
          {folder !== null && <FolderPicker folder={folder} isBusy={state.isBusy} />}
        </>
      )}
      <p className={styles.wrong} role="alert">
        {error === null ? '' : sentence(error.message)}
      </p>
      {view !== null && view.folder !== null && <Ages view={view} />}
    </div>
  );
}

/** The folder, what is to be done about it, and how it stands. */
function Kept({ view, state }: { readonly view: ListFilesView; readonly state: ListFilesState }) {
  const { t } = useTranslation();
  const { listFiles } = useDesk();
  const { folder, everyMinutes, library, isWriting } = view;
  const isIdle = !state.isBusy && state.folder === null;
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('listFiles.folder')}</dt>
        <dd data-testid="list-folder">{folder ?? t('listFiles.none')}</dd>
        {folder !== null && (
          <>
            <dt>{t('listFiles.age')}</dt>
            <dd>
              <Standing view={view} />
            </dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        {folder !== null && (
          <DeskButton isDisabled={isWriting} onPress={() => void listFiles.writeNow()}>
            {t(isWriting ? 'listFiles.writing' : 'listFiles.writeNow')}
          </DeskButton>
        )}
        {library !== 'none' && (
          <DeskButton isDisabled={!isIdle} onPress={() => void listFiles.look(null)}>
            {t(folder === null ? 'listFiles.choose' : 'listFiles.another')}
          </DeskButton>
        )}
        {folder !== null && (
          <>
            <NativeSelect
              aria-label={t('listFiles.every')}
              size="xs"
              value={String(everyMinutes)}
              onChange={(event) => void listFiles.setMinutes(Number(event.currentTarget.value))}
              data={withOwn(everyMinutes).map((value) => ({
                value: String(value),
                label: t('listFiles.everyMinutes', { minutes: value }),
              }))}
            />
            <DeskButton look="quiet" isDisabled={!isIdle} onPress={() => void listFiles.stopKeeping()}>
              {t('listFiles.stop')}
            </DeskButton>
          </>
        )}
      </div>
    </>
  );
}

function withOwn(everyMinutes: number): readonly number[] {
  return MINUTES.includes(everyMinutes) ? MINUTES : [...MINUTES, everyMinutes].toSorted((a, b) => a - b);
}

/** How old the oldest file is, and what is wrong, with the step to take. */
function Standing({ view: { writtenAt, isOld, trouble } }: { readonly view: ListFilesView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const language = useLanguage();
  const now = useNow(TICK_MS);
  const words = trouble === null ? null : LIST_FILE_WORDS[trouble];
  return (
    <span data-tone={isOld || trouble !== null ? 'warn' : undefined} className={styles.standing}>
      {ageOf(writtenAt, now)}
      {isOld && writtenAt !== null && ` ${t('listFiles.old')}`}
      {words !== null && ` ${words.why[language]}`}
      {words !== null && <span className={styles.todo}>{words.todo[language]}</span>}
    </span>
  );

  function ageOf(at: string | null, seenAt: Instant): string {
    if (at === null) return t('listFiles.notYet');
    return t('listFiles.asOf', { time: moments.lately(Date.parse(at), seenAt) });
  }
}

function Ages({ view: { lists } }: { readonly view: ListFilesView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  if (lists.length === 0) return null;
  return (
    <table className={styles.table} aria-label={t('settings.section-lists')}>
      <thead>
        <tr>
          <th scope="col">{t('listFiles.list')}</th>
          <th scope="col">{t('listFiles.written')}</th>
          <th scope="col">{t('listFiles.rows')}</th>
        </tr>
      </thead>
      <tbody>
        {lists.map(({ list, name, writtenAt, rows, trouble }) => (
          <tr key={list} data-tone={trouble === null ? undefined : 'warn'}>
            <td>{name}</td>
            <td>{writtenAt === null ? t('listFiles.never') : moments.lately(Date.parse(writtenAt), now)}</td>
            <td>{moments.number(rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
