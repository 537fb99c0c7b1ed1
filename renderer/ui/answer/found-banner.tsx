// Hits for a typed text. The arrow keys choose in the scan box, Enter opens; a scan goes on as if it were not there.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { FoundNotice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { sayCards } from '../../text/say-cards.ts';
import type { Translate } from '../../text/speak.ts';
import { ActionButton } from '../action-button.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Banner } from './banner.tsx';
import { EnterKey } from '../keys.tsx';
import styles from './found-banner.module.css';

export function FoundBanner({ notice }: { readonly notice: FoundNotice }) {
  const { t } = useTranslation();
  const rows = rowsOf(t, notice);
  const { text, hasMore, isAsked = false } = notice;
  const heading = t(hasMore ? 'answer.foundFirst' : 'answer.foundFor', { text, count: rows.length });
  if (rows.length === 0) {
    return (
      <Banner
        tone="warn"
        icon="search"
        verb={t('answer.notFound')}
        headline={`“${text}”`}
        notes={t('answer.nothingNamed')}
        actions={<ActionButton id="find" />}
        state="found"
      />
    );
  }
  return (
    <div className={styles.place} data-testid="answer" data-state="found" data-tone="card">
      <p className={styles.head}>
        <Icon name="search" />
        <strong>{heading}</strong>
        <span className={isAsked ? styles.asked : undefined} aria-live="polite">
          {t(isAsked ? 'find.choose' : hasMore ? 'answer.foundMore' : 'answer.foundHow')}
        </span>
      </p>
      <ul className={styles.rows} aria-label={heading}>
        {rows.map((row, index) => (
          <FoundLine key={row.id} row={row} index={index} isChosen={index === notice.selected} />
        ))}
      </ul>
    </div>
  );
}

type Row = {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly sub: string;
  /** The text that distinguishes copies and namesakes; never cut off. */
  readonly end: string;
};

function FoundLine({
  row,
  index,
  isChosen,
}: {
  readonly row: Row;
  readonly index: number;
  readonly isChosen: boolean;
}) {
  const { work } = useDesk();
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => work.found.open(index)}
      >
        <Icon name={row.icon} />
        <span className={styles.title}>{row.title}</span>
        <span className={styles.sub}>{row.sub}</span>
        <span className={styles.end}>{row.end}</span>
        {isChosen && <EnterKey />}
      </button>
    </li>
  );
}

function rowsOf(t: Translate, { patrons, items }: FoundNotice): readonly Row[] {
  return [
    ...patrons.map(({ card, otherCard, name, groupName, homeName }): Row => {
      const sub = joined([groupName, homeName]);
      return { id: `patron-${card}`, icon: 'patron', title: name, sub, end: sayCards(t, card, otherCard) };
    }),
    ...items.map(({ barcode, title, author, callNumber, statusText }): Row => {
      const end = joined([lastFour(barcode), statusText]);
      return { id: `item-${barcode}`, icon: 'title', title, sub: joined([author, callNumber]), end };
    }),
  ];
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
