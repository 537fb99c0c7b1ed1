// A card was read: the name large, so that the wrong person is noticed before the first item; reasons against them, with the roles that may lift
// them; items on the hold shelf, with the label to look for.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { isAboutMoney } from '../../stores/work/next-step.ts';
import { lacksAccounts } from '../../stores/line-state.ts';
import { lastFour } from '../../text/moments.ts';
import type { Translate } from '../../text/speak.ts';
import { ActionButton } from '../action-button.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Banner } from './banner.tsx';
import { LiftButton } from './lift-button.tsx';
import { whoHas } from './reason-lines.tsx';
import styles from './card-banner.module.css';

type Line = { readonly text: string; readonly who?: string; readonly icon: IconName; readonly tone: string };

/** As many as the large place has room for; all of them stand in the panel. */
const MOST_LINES = 3;

export function CardBanner() {
  const { t } = useTranslation();
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron,
  );
  const rights = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.session?.rights,
  );
  const isLoading = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => lacksAccounts(status),
  );
  if (patron === null) return null;
  if (patron.view === null) {
    return (
      <Banner
        tone="warn"
        icon="card"
        verb={t(isLoading ? 'answer.accountsLoad' : 'answer.unknownCard')}
        headline={patron.card}
        notes={t(isLoading ? 'answer.accountsLoadText' : 'answer.unknownCardText')}
        actions={<ActionButton id="find" />}
        state="unknown-card"
      />
    );
  }
  const { view } = patron;
  const blocks = blockLines(view, rights ?? [], t);
  const lines = [...blocks, ...otherLines(view, t)];
  return (
    <Banner
      tone={blocks.length > 0 ? 'bad' : lines.some(({ tone }) => tone === 'warn') ? 'warn' : 'card'}
      icon={blocks.length > 0 ? 'block' : 'patron'}
      verb={blocks.length > 0 ? t('answer.blocked') : view.groupName}
      headline={view.name}
      detail={[blocks.length > 0 ? view.groupName : '', lastFour(view.card), view.homeName].filter(Boolean).join(' · ')}
      {...holdFigure(view, t)}
      notes={<Lines lines={lines} />}
      actions={blocks.length > 0 && <BlockActions view={view} />}
      state="card"
    />
  );
}

/** Actions on reasons against them: money is taken here, all else is read in their details. */
function BlockActions({ view: { card, notices } }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  if (notices.some(({ code }) => code === 'PATRON_CARD_LOST'))
    return <ActionButton id="patrons">{t('cards.look')}</ActionButton>;
  const isBlocked = notices.some(({ code }) => code === 'PATRON_RESTRICTED');
  const isOwed = notices.some(({ code, effect }) => effect === 'block' && isAboutMoney(code));
  return (
    <>
      {isOwed ? <ActionButton id="fees">{t('fees.take')}</ActionButton> : <ActionButton id="details" />}
      {isBlocked && <LiftButton card={card} />}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation();
  const more = lines.length - MOST_LINES;
  return (
    <ul className={styles.lines}>
      {lines.slice(0, MOST_LINES).map(({ text, who, icon, tone }) => (
        <li key={text} data-tone={tone}>
          <Icon name={icon} size={14} />
          <span>
            {text} {who !== undefined && <span className={styles.who}>{who}</span>}
          </span>
        </li>
      ))}
      {more > 0 && <li className={styles.who}>{t('answer.moreBeside', { count: more })}</li>}
    </ul>
  );
}

function blockLines({ notices }: PatronView, rights: readonly string[], t: Translate): readonly Line[] {
  return notices
    .filter(({ effect, text }, at, all) => effect === 'block' && all.findIndex((one) => one.text === text) === at)
    .map(({ code, text, onNightGrant }) => {
      const right = rightOver(code);
      if (onNightGrant === true) return { text, who: t('answer.onNightGrant'), icon: 'block', tone: 'bad' };
      const who = rights.includes(right) ? t('answer.youMayLift') : t('answer.heldBy', { who: whoHas(t, right) });
      return { text, who, icon: 'block', tone: 'bad' };
    });
}

function otherLines({ notices, holds, messages, counts, owesFee }: PatronView, t: Translate): readonly Line[] {
  const { overdue } = counts;
  const isMoneySaid = notices.some(({ code }) => code === 'PATRON_FINES' || code === 'PATRON_OTHER_FEES');
  return [
    ...holds.flatMap(({ title, pickupName, copyIs }): readonly Line[] => {
      // A copy on its way is nothing to fetch or to mention now.
      if (copyIs === null || copyIs === 'on-the-way') return [];
      const line = copyIs === 'here' ? 'answer.holdLine' : 'answer.holdElsewhere';
      return [{ text: t(line, { title, place: pickupName }), icon: 'hold', tone: 'card' }];
    }),
    ...(overdue === 0
      ? []
      : [{ text: t('answer.overdueLine', { count: overdue }), icon: 'late', tone: 'card' } as const]),
    ...(owesFee && !isMoneySaid ? [{ text: t('patron.owes'), icon: 'fee', tone: 'card' } as const] : []),
    ...notices
      .filter(({ effect }) => effect === 'alert')
      .map(({ text }): Line => ({ text, icon: 'warn', tone: 'warn' })),
    ...messages.map((text): Line => ({ text, icon: 'note', tone: 'warn' })),
  ];
}

/** The labels of the hold slips on the shelf of this branch: mostly one, and another where the card was replaced meanwhile. */
function holdFigure({ holds }: PatronView, t: Translate): { figure?: string; figureLabel?: string } {
  const ready = holds.filter(({ copyIs }) => copyIs === 'here');
  const labels = new Set(ready.flatMap(({ label }) => label ?? []));
  if (labels.size === 0) return {};
  return { figure: [...labels].join(' · '), figureLabel: t('answer.holdReady', { count: ready.length }) };
}

/** The right that lifts a reason against an account. */
function rightOver(code: string): string {
  if (code === 'PATRON_FINES' || code === 'PATRON_OTHER_FEES') return 'override-fees';
  const isLimit = code.startsWith('LIMIT_') || code === 'PATRON_OVERDUES' || code === 'PATRON_LOST_COUNT';
  return isLimit ? 'override-limit' : 'override-account';
}
