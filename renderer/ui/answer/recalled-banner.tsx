// What became of a recall: until when whoever has the item may keep it, and for whom it is called back; or what stands in the way. Nobody
// is named but the patron on the desk.

import { useTranslation } from 'react-i18next';
import type { Notice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { Banner } from './banner.tsx';
import { ReasonLines } from './reason-lines.tsx';

type RecalledNotice = Extract<Notice, { kind: 'recalled' }>;

export function RecalledBanner({ notice }: { readonly notice: RecalledNotice }) {
  const { t } = useTranslation();
  const { answer, item, name } = notice;
  const isDone = answer.decision === 'done';
  return (
    <Banner
      tone={isDone ? 'good' : 'bad'}
      icon={isDone ? 'check' : 'stop'}
      verb={t(isDone ? 'item.recalled' : 'item.notRecalled')}
      headline={item.title}
      detail={[item.author, item.callNumber, lastFour(item.barcode)].filter(Boolean).join(' · ')}
      {...(isDone && answer.dueText !== undefined
        ? { figure: answer.dueText, figureLabel: t('item.recalledDue') }
        : {})}
      notes={isDone ? t('item.recalledText', { name }) : <ReasonLines reasons={answer.reasons} />}
      state="recalled"
    />
  );
}
