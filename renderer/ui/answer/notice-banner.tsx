// The large answer of a screen: an act, a scanned card, items that wait for one, a code that means nothing here.

import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ScreenId } from '../../stores/view-store.ts';
import type { Notice, OtherUndoAsk } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { ActionButton } from '../action-button.tsx';
import type { IconName } from '../icon.tsx';
import { useMoments } from '../use-moments.ts';
import type { AnswerTone } from './answer-words.ts';
import { Banner } from './banner.tsx';
import { EntryBanner } from './entry-banner.tsx';
import { ActNotice } from './act-notice.tsx';
import { CardBanner } from './card-banner.tsx';
import { FoundBanner } from './found-banner.tsx';
import { useCoreGone } from './use-core-gone.ts';
import { ItemBanner } from './item-banner.tsx';
import { UndoChoice } from './undo-choice.tsx';

type NoticeBannerProps = {
  readonly screen: ScreenId;
  /** The content before the first act. */
  readonly ready: ReactNode;
};

/** Announced by screen readers as it changes. */
export function NoticeBanner({ screen, ready }: NoticeBannerProps) {
  const { t } = useTranslation();
  const notice = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.notices[screen],
  );
  const hasNothingInHand = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inHand.length === 0,
  );
  const isCoreGone = useCoreGone();
  const place = useRef<HTMLElement>(null);
  // In one column the page may stand further down; an answer is always seen.
  useEffect(() => {
    // A statement: newer browsers answer scrolling with a promise, which is nothing to clean up with.
    place.current?.closest('main')?.scrollIntoView({ block: 'start' });
  }, [notice]);
  const isReady = notice.kind === 'ready' || (notice.kind === 'whose' && hasNothingInHand);
  return (
    <section aria-label={t('answer.region')} aria-live="polite" aria-atomic="true" ref={place}>
      {isCoreGone ? <CoreGoneBanner /> : isReady ? ready : <NoticeBody notice={notice} />}
    </section>
  );
}

function NoticeBody({ notice }: { readonly notice: Notice }) {
  switch (notice.kind) {
    case 'entry':
      return <EntryNotice entryId={notice.entryId} />;
    case 'card':
    case 'unknown-card':
      return <CardBanner />;
    case 'item':
      return <ItemBanner notice={notice} />;
    case 'found':
      return <FoundBanner notice={notice} />;
    case 'already':
    case 'undo-ask':
    case 'drop-stop':
      return <ActNotice notice={notice} />;
    case 'whose':
      return <WhoseBanner />;
    case 'undo-other-ask':
      return <OtherUndoNotice notice={notice} />;
    case 'ready':
      return null;
    default:
      return <PlainNotice notice={notice} />;
  }
}

function EntryNotice({ entryId }: { readonly entryId: number }) {
  const entry = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.entries.find(({ id }) => id === entryId),
  );
  return entry === undefined ? null : <EntryBanner entry={entry} />;
}

function WhoseBanner() {
  const { t } = useTranslation();
  const inHand = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inHand,
  );
  const last = inHand.at(-1);
  const count = inHand.length;
  return (
    <Banner
      tone="warn"
      icon="card"
      verb={t('answer.inHand', { count })}
      headline={t('answer.whose', { count })}
      detail={last === undefined ? '' : [last.title, lastFour(last.barcode)].filter(Boolean).join(' · ')}
      notes={t('answer.whoseText')}
      actions={
        <>
          <ActionButton id="find" />
          <ActionButton id="checkin" />
          <ActionButton id="close">{t('override.cancel')}</ActionButton>
        </>
      }
      state="whose"
    />
  );
}

type PlainNoticeOf = Extract<
  Notice,
  {
    kind:
      | 'misread'
      | 'not-found'
      | 'isbn'
      | 'card-at-checkin'
      | 'payment-stays'
      | 'money-undone'
      | 'put-aside'
      | 'hold-cancelled'
      | 'hold-kept'
      | 'renewed-all'
      | 'renewals-undone'
      | 'drop-go-on'
      | 'drop-ended'
      | 'no-closing'
      | 'use-ended'
      | 'no-patron'
      | 'no-key'
      | 'failed';
  }
>;

const DROP_ENDED = { asked: 'drop.endedText', idle: 'drop.endedIdle', left: 'drop.endedLeft' } as const;

/** The meaning of scans from now on. */
function endOfUse(t: Translate, { isIdle, place }: Extract<Notice, { kind: 'use-ended' }>): string {
  if (place === 'checkout') return t(isIdle ? 'use.endedIdleOut' : 'use.endedOut');
  return t(isIdle ? 'use.endedIdle' : 'use.endedText');
}

function PlainNotice({ notice }: { readonly notice: PlainNoticeOf }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const goAhead = (words: string): ReactNode => (
    <ActionButton id="goAhead" onPress={() => void work.goAhead()}>
      {words}
    </ActionButton>
  );
  const look = LOOKS[notice.kind];
  const banner = (verb: string, headline: string, notes: string, actions?: ReactNode): ReactNode => (
    <Banner {...look} verb={verb} headline={headline} notes={notes} actions={actions} state={notice.kind} />
  );
  switch (notice.kind) {
    case 'misread':
      return banner(t('answer.misread'), notice.text, t('answer.misreadText'), goAhead(t('answer.useAnyway')));
    case 'not-found':
      return banner(t('answer.notFound'), notice.text, t('answer.notFoundText'), <ActionButton id="find" />);
    case 'isbn':
      return banner(t('answer.isbn'), notice.text, t('answer.isbnText'), <ActionButton id="find" />);
    case 'drop-go-on':
      return banner('', t('drop.next'), t('drop.nextText'));
    case 'drop-ended':
      return banner(t('drop.title'), t('drop.ended'), t(DROP_ENDED[notice.why]));
    case 'use-ended':
      return banner(t('use.title'), t('use.ended'), endOfUse(t, notice));
    case 'no-patron':
      return banner(t('action.fees'), t('answer.noPatron'), t('answer.noPatronText'), <ActionButton id="find" />);
    case 'no-key':
      return banner(notice.key, t('answer.noKey'), t('answer.noKeyText'), <ActionButton id="help" />);
    case 'no-closing':
      return banner(t('drop.title'), t('drop.noClosing'), t('drop.noClosingText'));
    case 'card-at-checkin':
      return banner(
        t('answer.cardAtCheckin'),
        lastFour(notice.card),
        t('answer.cardAtCheckinText'),
        goAhead(t('answer.openCard')),
      );
    case 'money-undone':
      return banner(t('answer.undone'), t(`undid.${notice.act}`), '', <FeesButton />);
    case 'payment-stays':
      return banner(t('action.undo'), t('fees.staysHeadline'), t('fees.staysText'), <FeesButton />);
    case 'put-aside':
      return banner(t('answer.putAside', { count: notice.count }), '', t('answer.putAsideText'));
    case 'hold-cancelled':
      return banner(
        t('answer.holdCancelled'),
        notice.title,
        t(notice.isReady ? 'answer.holdCancelledReady' : 'answer.holdCancelledText'),
        <ActionButton id="undo" />,
      );
    case 'hold-kept':
      return banner(t('answer.holdKept'), notice.title, t('answer.holdKeptText'));
    case 'renewals-undone':
      return banner(
        t('answer.undone'),
        t('answer.renewalsUndone', { count: notice.count }),
        notice.left === 0 ? t('undid.renew') : t('answer.renewalsLeft', { count: notice.left }),
      );
    case 'renewed-all':
      return <RenewedAll done={notice.done} left={notice.left} />;
    case 'failed':
      if (notice.error.code === NO_RULES) return <NoRulesYet message={notice.error.message} />;
      return banner(t('answer.failed'), sentence(notice.error.message), t('answer.failedText'));
  }
}

/** A desk that waits for its rules: no fault, and no one to call. */
const NO_RULES = 'HF-CIRC-001';

function NoRulesYet({ message }: { readonly message: string }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const loading = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.loading ?? null,
  );
  const share = loading === null || loading.of === 0 ? null : Math.floor((100 * loading.rows) / loading.of);
  return (
    <Banner
      tone="warn"
      icon="time"
      verb={t('answer.notYet')}
      headline={sentence(message)}
      notes={share === null ? t('answer.notYetText') : t('answer.notYetLoaded', { share: moments.number(share) })}
      state="not-yet"
    />
  );
}

/** Where the payer is still on the desk. */
function FeesButton() {
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => (patron?.view ?? null) !== null,
  );
  return hasPatron ? <ActionButton id="fees" /> : null;
}

/** How many of a patron's loans were renewed, by "Renew all", and which were not. */
function RenewedAll({ done, left }: { readonly done: number; readonly left: readonly string[] }) {
  const { t } = useTranslation();
  const of = done + left.length;
  if (of === 0) {
    const notes = t('answer.nothingToRenewText');
    const headline = t('answer.nothingToRenew');
    return <Banner tone="calm" icon="renew" verb="" headline={headline} notes={notes} state="renewed-all" />;
  }
  return (
    <Banner
      tone={done === of ? 'good' : done === 0 ? 'bad' : 'warn'}
      icon={done === 0 ? 'no' : 'renew'}
      verb={t(done === 0 ? 'answer.notRenewed' : 'action.renewAll')}
      headline={done === 0 ? t('answer.renewedNone', { count: of }) : t('answer.renewedAll', { done, of })}
      notes={
        done === 0 || left.length === 0
          ? t('answer.renewedAllText')
          : t('answer.renewedAllLeft', { titles: titlesOf(left) })
      }
      state="renewed-all"
    />
  );
}

/** As many as fit; the others are listed below. */
const TITLES = 3;

function titlesOf(titles: readonly string[]): string {
  const named = titles.slice(0, TITLES).join(' · ');
  return titles.length > TITLES ? `${named} · …` : named;
}

const LOOKS: Readonly<Record<PlainNoticeOf['kind'], { readonly tone: AnswerTone; readonly icon: IconName }>> = {
  misread: { tone: 'bad', icon: 'item' },
  'not-found': { tone: 'bad', icon: 'search' },
  isbn: { tone: 'bad', icon: 'item' },
  'drop-go-on': { tone: 'calm', icon: 'item' },
  'drop-ended': { tone: 'warn', icon: 'time' },
  'use-ended': { tone: 'warn', icon: 'time' },
  'no-patron': { tone: 'warn', icon: 'patron' },
  'no-key': { tone: 'calm', icon: 'warn' },
  'no-closing': { tone: 'warn', icon: 'time' },
  'card-at-checkin': { tone: 'warn', icon: 'card' },
  'money-undone': { tone: 'calm', icon: 'undo' },
  'payment-stays': { tone: 'warn', icon: 'undo' },
  'put-aside': { tone: 'calm', icon: 'undo' },
  'hold-cancelled': { tone: 'good', icon: 'done' },
  'hold-kept': { tone: 'calm', icon: 'undo' },
  'renewals-undone': { tone: 'calm', icon: 'undo' },
  'renewed-all': { tone: 'good', icon: 'renew' },
  failed: { tone: 'bad', icon: 'trouble' },
};

/** While the desk core is gone: says so, that nothing is recorded meanwhile, and that scans wait and are not lost. */
function CoreGoneBanner() {
  const { t } = useTranslation();
  const count = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.queued.length,
  );
  return (
    <Banner
      tone="warn"
      icon="outage"
      verb={t('coreGone.title')}
      headline={count === 0 ? t('coreGone.nothing') : t('coreGone.waiting', { count })}
      notes={t('coreGone.text')}
      state="core-gone"
    />
  );
}

/** Whether to undo an act that stands in no list: a waiver, a refund, a cancelled hold. */
function OtherUndoNotice({ notice }: { readonly notice: OtherUndoAsk }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { act, at, title, needsReason } = notice;
  const said = at === null ? '' : t('undoAsk.at', { time: moments.time(at) });
  // The condition for a correct undo is shown in any case.
  const notes = [act === 'given-back' ? t('undoAsk.moneyBack') : '', needsReason ? t('undoAsk.needsReason') : ''];
  return (
    <Banner
      tone="warn"
      icon="undo"
      verb={t('undoAsk.title')}
      headline={act === 'cancelled' ? title : t(`undoAsk.${act}`)}
      detail={act === 'cancelled' ? t('undoAsk.cancelled') : said}
      notes={notes.filter((note) => note !== '').join(' ')}
      actions={<UndoChoice needsReason={needsReason} />}
      state="undo-other-ask"
    />
  );
}
