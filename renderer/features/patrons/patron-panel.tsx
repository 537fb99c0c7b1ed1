// The patron on the desk: name, reasons against them, loans. Address, birth date and fees open on a key.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDeskStore, useDesk } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import type { OpenPatron } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { AccountForm } from './account-form.tsx';
import { Details } from './details.tsx';
import { HoldFor } from './hold-for.tsx';
import { Holds } from './holds.tsx';
import { Loans } from './loans.tsx';
import { SponsorPanel } from './sponsor-panel.tsx';
import styles from './patron-panel.module.css';
import { useEffect, useState } from 'react';

export function PatronPanel() {
  const { t } = useTranslation();
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron,
  );
  const sponsor = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.forWhom,
  );
  return (
    <section className={styles.panel} aria-label={t('patron.region')}>
      {patron === null ? (
        <NoPatron />
      ) : sponsor !== null && patron.view !== null ? (
        <SponsorPanel sponsor={sponsor} proxy={patron.view.name} />
      ) : patron.view === null ? (
        <UnknownCard card={patron.card} />
      ) : (
        <KnownPatron patron={patron} view={patron.view} />
      )}
    </section>
  );
}

function NoPatron() {
  const { t } = useTranslation();
  return (
    <div className={styles.none}>
      <Icon name="patron" size={36} />
      <h2>{t('patron.none')}</h2>
      <p>{t('patron.noneText')}</p>
      <ActionButton id="find" />
    </div>
  );
}

/** An unknown card, with the possible next steps. */
export function UnknownCard({ card }: { readonly card: string }) {
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <div className={styles.nameLine}>
        <h2 className={styles.name}>{card}</h2>
      </div>
      <p className={styles.notice} data-tone="warn">
        <Icon name="card" />
        {t('patron.unknown')}
      </p>
      <p className={styles.meta}>{t('patron.unknownText')}</p>
      <Register card={card} />
      <PanelActions hasView={false} />
    </header>
  );
}

/** Makes an account for an unknown card; without the right, names the people who have it. */
function Register({ card }: { readonly card: string }) {
  const { t } = useTranslation();
  const { accounts } = useDesk();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.register'),
  );
  const isOpen = useDeskStore(
    (desk) => desk.accounts.store,
    ({ form }) => form !== null && form.card === null && form.fields.card === card,
  );
  if (!may) return <p className={styles.meta}>{t('account.mayRegister', { who: whoMay(t, 'patron.register') })}</p>;
  if (isOpen) return <AccountForm />;
  return (
    <div className={styles.actions}>
      <DeskButton look="main" onPress={() => void accounts.begin(card)}>
        {t('account.registerHere')}
      </DeskButton>
    </div>
  );
}

function KnownPatron({ patron, view }: { readonly patron: OpenPatron; readonly view: PatronView }) {
  const { t } = useTranslation();
  return (
    <>
      <PatronHead view={view} isDetailed={patron.details !== null} />
      {patron.details !== null && <Details details={patron.details} />}
      <Counts view={view} />
      <ScrollPlace label={t('patron.loans')} className={styles.scroll}>
        <Holds holds={view.holds} />
        <Loans loans={view.loans} />
      </ScrollPlace>
    </>
  );
}

/** The patron's name, the reasons against them, and the possible actions. */
export function PatronHead({ view, isDetailed }: { readonly view: PatronView; readonly isDetailed: boolean }) {
  const { t } = useTranslation();
  const expires =
    view.expiresText === null
      ? null
      : t(view.expired ? 'patron.expired' : 'patron.expires', { when: view.expiresText });
  return (
    <header className={styles.head}>
      <div className={styles.nameLine}>
        <h2 className={styles.name} data-testid="patron-name">
          {view.name}
        </h2>
        <ActionButton id="close">{t('action.closeShort')}</ActionButton>
      </div>
      <p className={styles.meta}>
        <span>{[view.groupName, view.homeName].filter(Boolean).join(' · ')}</span>
        <span>
          {lastFour(view.card)}
          {expires !== null && (
            <span data-expired={view.expired}>
              {' · '}
              {expires}
            </span>
          )}
        </span>
      </p>
      <PanelActions hasView isDetailed={isDetailed} owesFee={view.owesFee || view.hasCredit} />
      <HoldFor card={view.card} />
      <Notices view={view} />
    </header>
  );
}

function Notices({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const asOf = view.asOfText === null ? [] : [view.asOfText];
  // Equal words of two blocks are shown once.
  const told = view.notices.filter(({ text }, at) => view.notices.findIndex((one) => one.text === text) === at);
  // A block for money shows already that something is owed.
  const isMoneySaid = view.notices.some(({ code }) => code === 'PATRON_FINES' || code === 'PATRON_OTHER_FEES');
  const quiet = [...(view.provisional ? [t('patron.provisional')] : []), ...asOf];
  return (
    <ul className={styles.notices}>
      {told.map((notice) => (
        <li
          key={`${notice.code} ${notice.text}`}
          className={styles.notice}
          data-tone={notice.effect === 'block' ? 'bad' : 'warn'}
        >
          <Icon name={notice.effect === 'block' ? 'block' : notice.code === 'PHOTO' ? 'card' : 'warn'} />
          <span>
            <span className="unseen">{t(notice.effect === 'block' ? 'patron.blocked' : 'patron.alert')}: </span>
            {notice.text}
          </span>
        </li>
      ))}
      {view.owesFee && !isMoneySaid && (
        <li className={styles.notice} data-tone="warn">
          <Icon name="fee" />
          {t('patron.owes')}
        </li>
      )}
      {view.hasCredit && (
        <li className={styles.quiet}>
          <Icon name="receipt" />
          {t('patron.hasCredit')}
        </li>
      )}
      {view.messages.map((message) => (
        <li key={message} className={styles.notice} data-tone="card">
          <Icon name="note" />
          {message}
        </li>
      ))}
      {quiet.map((text) => (
        <li key={text} className={styles.quiet}>
          <Icon name="time" />
          {text}
        </li>
      ))}
    </ul>
  );
}

type PanelActionsProps = {
  readonly hasView: boolean;
  readonly isDetailed?: boolean;
  readonly owesFee?: boolean;
};

function PanelActions({ hasView, isDetailed = false, owesFee = false }: PanelActionsProps) {
  const { t } = useTranslation();
  const mayAdd = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  const isAtDesk = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen === 'checkout',
  );
  return (
    <div className={styles.actions}>
      {!isAtDesk && <ActionButton id="checkout" look="main" />}
      {!hasView && <ActionButton id="close">{t('action.closeShort')}</ActionButton>}
      {hasView && (
        <ActionButton id="details" look="quiet">
          {t(isDetailed ? 'patron.detailsHide' : 'patron.details')}
        </ActionButton>
      )}
      {hasView && (
        <ActionButton id="placeHold" look="quiet">
          {t('holdFor.open')}
        </ActionButton>
      )}
      {hasView && (
        <ActionButton id="fees" look="quiet">
          {t(owesFee || !mayAdd ? 'patron.fees' : 'patron.addFee')}
        </ActionButton>
      )}
      <ClosesIn />
    </div>
  );
}

function Counts({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const { out, overdue, holds, holdsReady, claims } = view.counts;
  return (
    <dl className={styles.counts}>
      <Count label={t('patron.out')} value={out} />
      <Count label={t('patron.overdue')} value={overdue} tone={overdue > 0 ? 'bad' : undefined} />
      <Count label={t('patron.holds')} value={holds} />
      <Count label={t('patron.ready')} value={holdsReady} tone={holdsReady > 0 ? 'card' : undefined} />
      {claims > 0 && <Count label={t('claim.count')} value={claims} tone="bad" />}
    </dl>
  );
}

function Count({
  label,
  value,
  tone,
}: {
  readonly label: string;
  readonly value: number;
  readonly tone?: string | undefined;
}) {
  return (
    <div className={styles.count} data-tone={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const SAID_FROM_S = 15;
const TICK_MS = 500;

/** Shows the last seconds before a patron closes by itself, in a place that is always kept free for it. */
function ClosesIn() {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const closesAt = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.closesAtMono,
  );
  const [nowMono, setNowMono] = useState(() => clock.mono());
  useEffect(() => clock.every(TICK_MS, () => setNowMono(clock.mono())), [clock]);
  const seconds = closesAt === null ? Infinity : Math.ceil((closesAt - nowMono) / 1000);
  return (
    <span className={styles.closesIn}>
      {seconds <= SAID_FROM_S && seconds >= 0 ? t('patron.closesIn', { seconds }) : ''}
    </span>
  );
}
