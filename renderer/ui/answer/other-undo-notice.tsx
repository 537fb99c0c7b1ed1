// Whether to undo what stands in no list: a waiver, a refund, a hold that was cancelled.

import { useTranslation } from 'react-i18next';
import type { OtherUndoAsk } from '../../stores/work/work-state.ts';
import { useMoments } from '../use-moments.ts';
import { Banner } from './banner.tsx';
import { UndoChoice } from './undo-choice.tsx';

export function OtherUndoNotice({ notice }: { readonly notice: OtherUndoAsk }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { act, at, title, needsReason } = notice;
  const said = at === null ? '' : t('undoAsk.at', { time: moments.time(at) });
  // What has to be true for it to be right is said in any case.
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
