// Titles: hits as somebody types, one row a title, and beside them the record of the one that is open. Arrow keys choose, Enter opens.

import { useTranslation } from 'react-i18next';
import type { TitleSummary } from '../../../shared/views/title.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { Teach } from '../../ui/teach.tsx';
import { TitleRecord } from './title-record.tsx';
import styles from './titles-screen.module.css';

export function TitlesScreen() {
  const { t } = useTranslation();
  const { text, answeredText, found, selected, open } = useDeskStore(
    (desk) => desk.titles.store,
    (state) => state,
  );
  const isAsked = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.notices.titles.kind !== 'ready',
  );
  const isEmpty = text.trim() === '' && open === null;
  return (
    <>
      {isAsked && <NoticeBanner screen="titles" ready={null} />}
      {isEmpty ? (
        <Teach steps={[t('titles.teachText'), t('titles.teachOpen'), t('titles.teachScan')]} />
      ) : (
        <div className={styles.place} data-open={open !== null}>
          <ScrollPlace label={t('titles.hits')} className={styles.hits}>
            <p className="unseen" aria-live="polite">
              {t('find.results', { count: found.length })}
            </p>
            {found.map((title, row) => (
              <Hit
                key={title.titleId}
                title={title}
                isSelected={row === selected}
                isOpen={open?.titleId === title.titleId}
              />
            ))}
            {found.length === 0 && text === answeredText && text !== '' && (
              <p className={styles.none}>{t('titles.nothing', { text })}</p>
            )}
          </ScrollPlace>
          {open !== null && <TitleRecord title={open} />}
        </div>
      )}
    </>
  );
}

type HitProps = { readonly title: TitleSummary; readonly isSelected: boolean; readonly isOpen: boolean };

function Hit({ title, isSelected, isOpen }: HitProps) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  return (
    <button
      type="button"
      className={styles.hit}
      data-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => void titles.open(title.titleId)}
    >
      <span className={styles.hitTitle}>{title.title}</span>
      <span className={styles.hitSub}>{[title.author, title.published].filter(Boolean).join(' · ')}</span>
      <span className={styles.hitSub}>
        {title.callNumber ?? ''}
        <span className={styles.hitState} data-tone={title.available > 0 ? 'good' : 'calm'}>
          {t('titles.available', { available: title.available, count: title.copies })}
          {title.holds > 0 && ` · ${t('titles.waiting', { count: title.holds })}`}
        </span>
      </span>
    </button>
  );
}
