// A notice about the last act: it went out already, whether to undo it, that it must be put away before the next one.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { isUndoable, type UndoableEntry } from '../../stores/work/undo.ts';
import type { Entry, Notice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../action-button.tsx';
import { useMoments } from '../use-moments.ts';
import { Banner } from './banner.tsx';
import { UndoChoice } from './undo-choice.tsx';

type ActNoticeOf = Extract<Notice, { kind: 'already' | 'undo-ask' | 'drop-stop' }>;

export function ActNotice({ notice }: { readonly notice: ActNoticeOf }) {
  const entry = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.entries.find(({ id }) => id === notice.entryId),
  );
  if (entry === undefined) return null;
  if (notice.kind === 'already') return <Already entry={entry} />;
  if (notice.kind === 'drop-stop') return <DropStop entry={entry} text={notice.text} />;
  return isUndoable(entry) ? <UndoAsk entry={entry} needsReason={notice.needsReason} /> : null;
}

function Already({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const due = entry.answer?.dueText;
  return (
    <Banner
      tone="calm"
      icon="done"
      verb={t(entry.act === 'renew' ? 'answer.alreadyRenewed' : 'answer.already')}
      headline={entry.title ?? entry.barcode}
      detail={lastFour(entry.barcode)}
      {...(due === undefined ? {} : { figure: due, figureLabel: t('answer.due') })}
      notes={t(entry.act === 'renew' ? 'answer.alreadyRenewedText' : 'answer.alreadyText')}
      state="already"
    />
  );
}

function UndoAsk({ entry, needsReason }: { readonly entry: UndoableEntry; readonly needsReason: boolean }) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <Banner
      tone="warn"
      icon="undo"
      verb={t('undoAsk.title')}
      headline={entry.title ?? entry.barcode}
      detail={lastFour(entry.barcode)}
      notes={needsReason ? t('undoAsk.needsReason') : t(`undoAsk.${entry.act}`, { time: moments.time(entry.at) })}
      actions={<UndoChoice isOfItem needsReason={needsReason} />}
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
      icon="warn"
      verb={t('drop.stopped')}
      headline={text}
      figure={place}
      figureLabel={t('drop.first')}
      notes={t('drop.stoppedText', { text: entry.title ?? entry.barcode })}
      actions={
        <ActionButton id="goAhead" look="main">
          {t('drop.goOn')}
        </ActionButton>
      }
      state="drop-stop"
    />
  );
}
