// Beside a shelf that is read: how many of its copies were seen, and how many stand wrong.

import { useTranslation } from 'react-i18next';
import { MOST_READ } from '../../../shared/views/shelf.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './shelf-reading.module.css';

const STANDINGS = ['in-order', 'misplaced', 'not-here'] as const;
const WORDS = { 'in-order': 'shelf.inOrder', misplaced: 'shelf.misplaced', 'not-here': 'shelf.notHere' } as const;

export function ShelfAside() {
  const { t } = useTranslation();
  const { view, rows } = useDeskStore(
    (desk) => desk.shelf.store,
    (state) => state,
  );
  const seen = view?.copies.filter(({ isSeen }) => isSeen).length ?? 0;
  const found = rows.filter(({ standing, answer }) => standing === 'in-order' && answer.finding === 'found').length;
  const counts = [
    ...STANDINGS.map((one) => ({
      name: t(WORDS[one]),
      count: rows.filter(({ standing, said }) => standing === one && said === null).length,
    })),
    { name: t('shelf.setRight'), count: rows.filter(({ said }) => said !== null).length },
    { name: t('shelf.found'), count: found },
  ];
  const isWhole = view !== null && view.to !== null && !view.hasMore;
  return (
    <ScrollPlace label={t('screen.aside')} className={styles.place}>
      <Panel title={t('shelf.tally')}>
        <p data-testid="shelf-progress">
          {isWhole ? t('shelf.seenOf', { seen, count: view.copies.length }) : `${t('shelf.seen')}: ${rows.length}`}
        </p>
        <dl className={styles.tally}>
          {counts.map(({ name, count }) => (
            <div key={name} className={styles.count} data-none={count === 0}>
              <dt>{name}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
        {view !== null && view.inventory !== null && (
          <dl className={styles.tally} data-testid="shelf-readers">
            {view.inventory.readers.map(({ name, isThisDesk, seen: own }, at) => (
              <div key={name ?? at} className={styles.count}>
                <dt>{name ?? t(isThisDesk ? 'record.thisDesk' : 'shelf.otherDesk')}</dt>
                <dd>{own}</dd>
              </div>
            ))}
          </dl>
        )}
        {view?.hasMore === true && view.to !== null && (
          <p className={styles.note}>{t('shelf.more', { count: MOST_READ })}</p>
        )}
      </Panel>
    </ScrollPlace>
  );
}
