// What is said about an act of a moment ago: it went out already, whether to undo it, that it must be put away before the next one.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isUndoable, type UndoableEntry } from '../../stores/work/undo.ts';
import type { Entry, Notice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../action-button.tsx';
import { DeskButton } from '../desk-button.tsx';
import { useMoments } from '../use-moments.ts';
import { Banner } from './banner.tsx';

type ActNoticeOf = Extract<Notice, { kind: 'already' | 'undo-ask' | 'drop-stop' }>;

export function ActNotice({ notice }: { readonly notice: ActNoticeOf }) {
  const entry = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.entries.find(({ id }) => id === notice.entryId),
  );
  if (entry === undefined) return null;
  if (notice.kind === 'already') return <Already entry={entry} />;
  if (notice.kind === 'drop-stop') return <DropStop entry={entry} text={notice.text} />;
  return isUndoable(entry) ? <UndoAsk entry={entry} /> : null;
}

function Already({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const due = entry.answer?.dueText;
  return (
    <Banner
      tone="calm"
      icon="check"
      verb={t(entry.act === 'renew' ? 'answer.alreadyRenewed' : 'answer.already')}
      headline={entry.title ?? entry.barcode}
      detail={lastFour(entry.barcode)}
      {...(due === undefined ? {} : { figure: due, figureLabel: t('answer.due') })}
      notes={t(entry.act === 'renew' ? 'answer.alreadyRenewedText' : 'answer.alreadyText')}
      state="already"
    />
  );
}

/** Why most things are taken back: one press undoes it and says so in the report of the shift. */
const UNDO_REASONS = ['wrongPatron', 'wrongItem', 'twice'] as const;

function UndoAsk({ entry }: { readonly entry: UndoableEntry }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const moments = useMoments();
  return (
    <Banner
      tone="warn"
      icon="undo"
      verb={t('undoAsk.title')}
      headline={entry.title ?? entry.barcode}
      detail={lastFour(entry.barcode)}
      notes={t(`undoAsk.${entry.act}`, { time: moments.time(entry.at) })}
      actions={
        <>
          {UNDO_REASONS.map((key) => (
            <DeskButton key={key} look="quiet" onPress={() => void work.undoBecause(entry.id, t(`undoAsk.${key}`))}>
              {t(`undoAsk.${key}`)}
            </DeskButton>
          ))}
          <ActionButton id="undo" look="main">
            {t('undoAsk.yes')}
          </ActionButton>
          <ActionButton id="close" onPress={work.clearNotice}>
            {t('undoAsk.no')}
          </ActionButton>
        </>
      }
      state="undo-ask"
    />
  );
}

function DropStop({ entry, text }: { readonly entry: Entry; readonly text: string }) {
  const { t } = useTranslation();
  const routing = entry.answer?.routing;
  const place = [routing?.text, routing?.holdLabel].filter(Boolean).join(' · ');
  return (
    <Banner
      tone="bad"
      icon="stop"
      verb={t('drop.stopped')}
      headline={entry.title ?? entry.barcode}
      detail={lastFour(entry.barcode)}
      figure={place}
      figureLabel={t('drop.first')}
      notes={t('drop.stoppedText', { text })}
      actions={
        <ActionButton id="goAhead" look="main">
          {t('drop.goOn')}
        </ActionButton>
      }
      state="drop-stop"
    />
  );
}
