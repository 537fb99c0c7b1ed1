// An act in the large place: the result, the item, due date or destination, the reason for a refusal, and possible actions.

import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import { openWhy } from '../../stores/view-store.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import {
  agreementAsked,
  cardInTheWay,
  isEndedByStep,
  isQuickRecordFirst,
  offersOverride,
  offersPartMissing,
  offersQuickRecord,
  shownReasons,
} from '../../stores/work/next-step.ts';
import { isUndoable } from '../../stores/work/undo.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../desk-button.tsx';
import { ActionButton } from '../action-button.tsx';
import { iconOf, isUnknownCode, toneOfEntry, verbOf } from './answer-words.ts';
import { Banner } from './banner.tsx';
import { Cues } from './cues.tsx';
import { FirstStepButton } from './first-step-button.tsx';
import { GiveBackButton } from './give-back-button.tsx';
import { InLanguage } from './in-language.tsx';
import { LiftButton } from './lift-button.tsx';
import { LiftedLine } from './lifted-line.tsx';
import { PayButton } from './pay-button.tsx';
import { ReasonLines } from './reason-lines.tsx';

export function EntryBanner({ entry }: { readonly entry: Entry }) {
  return (
    <InLanguage language={entry.language}>
      <SaidEntry entry={entry} />
    </InLanguage>
  );
}

function SaidEntry({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { answer } = entry;
  const isRouted =
    entry.act === 'checkin' && entry.state === 'done' && answer?.routing !== undefined && !isUnknownCode(entry);
  return (
    <Banner
      tone={toneOfEntry(entry)}
      icon={iconOf(entry)}
      verb={t(verbOf(entry))}
      headline={isRouted ? answer.routing?.text : (entry.title ?? entry.barcode)}
      detail={isRouted ? titleOf(entry) : itemDetail(entry)}
      code={titleOf(entry) === null && !isRouted ? undefined : lastFour(entry.barcode)}
      isRefusal={entry.state !== 'done' && answer !== null && shownReasons(answer, entry.act).length > 0}
      {...figureOf(entry, t)}
      notes={<EntryNotes entry={entry} />}
      actions={<EntryActions entry={entry} />}
      act={entry.act}
      state={entry.state}
      lang={entry.language}
    />
  );
}

/** Author and call number. */
function itemDetail(entry: Entry): string {
  const { answer } = entry;
  return titleOf(entry) === null ? '' : joined([answer?.item?.author, answer?.item?.callNumber]);
}

/** The title; null for a thing that is known by its barcode alone. */
function titleOf({ title, barcode }: Entry): string | null {
  return title === barcode ? null : title;
}

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
}

/** The date of a loan, or the way to the place where the item goes. */
function figureOf({ answer, state, act }: Entry, t: Translate): { figure?: string; figureLabel?: string } {
  if (answer === null || state !== 'done') return {};
  if (act === 'checkin') {
    const { routing } = answer;
    if (routing !== undefined && routing.holdLabel !== null)
      return { figure: routing.holdLabel, figureLabel: t('answer.slip') };
    if (routing?.route !== 'reshelve' || routing.callNumber === null) return {};
    return { figure: routing.callNumber, figureLabel: answer.item?.location ?? '' };
  }
  const figureLabel = t(act === 'recall' ? 'item.recalledDue' : 'answer.due');
  return answer.dueText === undefined ? {} : { figure: answer.dueText, figureLabel };
}

function EntryNotes({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  if (entry.state === 'checking') return <p>{t('answer.checkingText')}</p>;
  if (entry.state === 'unrecorded') return <p>{t('answer.unrecordedText')}</p>;
  if (entry.found !== null) return <p>{t('answer.foundText', { text: entry.found })}</p>;
  if (entry.error !== null) return <WhatFailed error={entry.error} />;
  if (isUnknownCode(entry)) return <p>{t('answer.unknownCodeText')}</p>;
  if (entry.act === 'undo') return <p>{t(`undid.${entry.undid}`)}</p>;
  if (entry.answer === null) return null;
  return (
    <>
      <Cues answer={entry.answer} />
      <RenewalLine entry={entry} />
      <RecallLine entry={entry} />
      <ReasonLines reasons={shownReasons(entry.answer, entry.act)} isEnded={(code) => isEndedByStep(entry, code)} />
      <LiftedLine entry={entry} />
    </>
  );
}

/** A desk that cannot write: the person at the counter is served on paper, and a person is called. */
function WhatFailed({ error }: { readonly error: BridgeError }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{sentence(error.message)}</p>
      {error.code.startsWith('HF-DB-') && <p>{t('answer.onPaper')}</p>}
    </>
  );
}

/** The patron that it is called back for, and how that is ended. */
function RecallLine({ entry: { act, state, answer, card } }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  if (act !== 'recall' || state !== 'done') return null;
  return <p>{t('item.recalledText', { name: answer?.patron?.name ?? card })}</p>;
}

function EntryActions({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { agreements, work, view, quick, parts } = useDesk();
  const isStopping = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.bookDrop?.stoppedBy === entry.id,
  );
  return (
    <>
      {isStopping ? (
        <ActionButton id="goAhead" look="main">
          {t('drop.goOn')}
        </ActionButton>
      ) : (
        <FirstStepButton entry={entry} />
      )}
      {isQuickRecordFirst(entry) ? (
        <ActionButton id="goAhead" look="main">
          {t('record.quickOpen')}
        </ActionButton>
      ) : (
        offersQuickRecord(entry) && (
          <DeskButton onPress={() => void quick.begin(entry)}>{t('record.quickOpen')}</DeskButton>
        )
      )}
      {agreementAsked(entry) !== null && (
        <DeskButton look="main" onPress={() => void agreements.begin(entry)}>
          {t('agreement.open')}
        </DeskButton>
      )}
      {offersPartMissing(entry) && (
        <>
          <DeskButton onPress={() => void parts.allHere(entry)}>{t('parts.allHere')}</DeskButton>
          <DeskButton onPress={() => void parts.begin(entry)}>{t('parts.open')}</DeskButton>
        </>
      )}
      <PayButton entry={entry} />
      <GiveBackButton entry={entry} />
      {cardInTheWay(entry) && <ActionButton id="patrons">{t('cards.look')}</ActionButton>}
      {isBlocked(entry) && <LiftButton card={entry.card} />}
      {offersOverride(entry) && <ActionButton id="override" onPress={() => work.override.open(entry.id)} />}
      {entry.answer !== null && entry.act !== 'undo' && entry.act !== 'recordUse' && (
        <ActionButton id="why" onPress={() => openWhy(view, entry.id)} />
      )}
      {isRefusedCheckout(entry) && <ActionButton id="slip">{t('slip.open')}</ActionButton>}
      {isUndoable(entry) && <ActionButton id="undo">{t('action.undoShort')}</ActionButton>}
    </>
  );
}

/** A block that staff set stands in the way. */
function isBlocked({ answer, state }: Entry): boolean {
  const reasons = state === 'ask' || state === 'refused' ? (answer?.reasons ?? []) : [];
  return reasons.some(({ code, overridden }) => code === 'PATRON_RESTRICTED' && !overridden);
}

/** Why not may be taken along on paper. */
function isRefusedCheckout({ act, state, card }: Entry): boolean {
  return act === 'checkout' && (state === 'ask' || state === 'refused') && card !== null;
}

/** Which of its renewals a loan just had, and of how many: whether it renews once more is the next thing that a patron asks. */
function RenewalLine({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  if (entry.act !== 'renew' || entry.state !== 'done') return null;
  const renewals = entry.answer?.renewals;
  if (renewals === undefined) return null;
  const { before, limit } = renewals;
  const count = before + 1;
  return (
    <p data-testid="renewal-count">
      {limit === null ? t('answer.renewalCount', { count }) : t('answer.renewalOf', { count, limit })}
    </p>
  );
}
