// A card was read: the name large, so that the wrong person is noticed before the first item.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { Notice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../action-button.tsx';
import { Icon } from '../icon.tsx';
import { Banner } from './banner.tsx';
import styles from './card-banner.module.css';

type CardNotice = Extract<Notice, { kind: 'card' | 'unknown-card' }>;

export function CardBanner({ notice }: { readonly notice: CardNotice }) {
  const { t } = useTranslation();
  const view = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron?.view ?? null,
  );
  if (notice.kind === 'unknown-card' || view === null) {
    const card = notice.kind === 'unknown-card' ? notice.card : '';
    return (
      <Banner
        tone="warn"
        icon="card"
        verb={t('answer.unknownCard')}
        headline={card}
        notes={t('answer.unknownCardText')}
        actions={<ActionButton id="find" />}
        state="unknown-card"
      />
    );
  }
  const worst = [...view.notices.map(({ text }) => text), ...view.messages].slice(0, 2);
  return (
    <Banner
      tone={worst.length > 0 ? 'warn' : 'card'}
      icon="person"
      verb={view.groupName}
      headline={view.name}
      detail={`${lastFour(view.card)} · ${view.homeName}`}
      notes={
        <ul className={styles.worst}>
          {worst.map((text) => (
            <li key={text}>
              <Icon name="ask" size={14} />
              {text}
            </li>
          ))}
        </ul>
      }
      state="card"
    />
  );
}
