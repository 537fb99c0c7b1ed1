// The column beside Check out while a proxy borrows for a sponsor: the sponsor's checkouts of this visit, and nothing of their account.

import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { entriesOf } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './patron-panel.module.css';
import own from './sponsor-panel.module.css';

export function SponsorPanel({ sponsor, proxy }: { readonly sponsor: SponsorBrief; readonly proxy: string }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const lent = useDeskStore(
    (desk) => desk.work.store,
    useShallow((state) =>
      entriesOf(state, 'checkout').filter(
        ({ act, state: stands, forWhom }) =>
          act === 'checkout' && stands === 'done' && forWhom?.patronId === sponsor.patronId,
      ),
    ),
  );
  return (
    <>
      <header className={styles.head}>
        <div className={styles.nameLine}>
          <h2 className={styles.name} data-testid="patron-name">
            {sponsor.name}
          </h2>
          <ActionButton id="close">{t('action.closeShort')}</ActionButton>
        </div>
        <p className={styles.meta}>
          <span>{sponsor.groupName}</span>
          <span>{t('forWhom.proxy', { name: proxy })}</span>
        </p>
        <div className={styles.actions}>
          <DeskButton look="quiet" onPress={() => work.borrowFor(null)}>
            {t('forWhom.back')}
          </DeskButton>
        </div>
        <ul className={styles.notices}>
          <li className={styles.notice} data-tone="card">
            <Icon name="patron" />
            {t('forWhom.only')}
          </li>
        </ul>
      </header>
      <ScrollPlace label={t('forWhom.list', { name: sponsor.name })} className={styles.scroll}>
        {lent.length === 0 ? (
          <p className={own.none}>{t('forWhom.empty')}</p>
        ) : (
          <ul className={own.lent} aria-label={t('forWhom.list', { name: sponsor.name })} data-testid="sponsor-loans">
            {lent.map((entry) => (
              <li key={entry.id}>
                <span className={own.title}>{entry.title ?? entry.barcode}</span>
                <span className={own.facts}>
                  {lastFour(entry.barcode)}
                  {entry.answer?.dueText !== undefined && ` · ${entry.answer.dueText}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </ScrollPlace>
    </>
  );
}
