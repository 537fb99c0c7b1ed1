// The notices of the library: how one looks for a patron, and its words. When and how they are sent is set at the server.

import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MethodInput } from '../../../shared/bridge/contract.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { draftKey, isSameWords, type NoticeText, type NoticeTextsState } from '../../stores/notice-texts-store.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import { emptyWords, FaultText, NoticeWords } from './notice-words.tsx';
import styles from './notices-section.module.css';

type NoticeKind = MethodInput<'notice.tryText'>['kind'];
type Name = NoticeText['name'];

/** In the order in which a loan meets them. The page has no values of the model. */
const KINDS = [
  'courtesy',
  'overdue',
  'recall',
  'due-changed',
  'hold-ready',
  'hold-expiring',
  'bill',
  'account-expiring',
] as const satisfies readonly NoticeKind[];

/** With what is around every message, and the message by text. */
const NAMES = [...KINDS, 'frame', 'short'] as const satisfies readonly Name[];

export function NoticesSection() {
  const { t } = useTranslation();
  const { noticeTexts } = useDesk();
  const state = useDeskStore(
    (desk) => desk.noticeTexts.store,
    (all) => all,
  );
  const ownLanguage = useLanguage();
  const [lacks, setLacks] = useState('');
  useEffect(() => void noticeTexts.begin(), [noticeTexts]);
  const { view, error, isBusy, preview, tried, fault, shown, drafts } = state;
  const { name, patron } = shown;
  const language = shown.language ?? ownLanguage;
  const set = view?.texts.find((one) => one.name === name && one.language === language);
  const kind = KINDS.find((one) => one === name);
  const draft = drafts[draftKey({ language, name })] ?? null;
  const words = draft?.words ?? set ?? null;
  const another = (more: Partial<NoticeTextsState['shown']>): void => {
    noticeTexts.quiet();
    setLacks('');
    noticeTexts.look(more);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const card = patron.trim();
    const { subject = '', text = '' } = words ?? {};
    const lacking =
      card === '' ? t('notices.noPatron') : subject.trim() === '' || text.trim() === '' ? emptyWords(t, name) : '';
    setLacks(lacking);
    if (lacking !== '' || words === null) return;
    void noticeTexts.tryWords({ language, name, words: { subject, text }, kind: kind ?? 'courtesy', patron: card });
  };
  const wrong = error !== null && error.of === 'preview' ? sentence(error.error.message) : '';
  return (
    <>
      <form className={styles.form} data-typing="passing" aria-label={t('notices.preview')} onSubmit={submit}>
        <p className={styles.about}>{t('notices.about')}</p>
        <Choice
          label={t('notices.kind')}
          name="notice-kind"
          value={name}
          onChange={(value) => another({ name: NAMES.find((one) => one === value) ?? 'courtesy' })}
          options={NAMES.map((value) => ({ value, name: t(`notices.kind_${value}`) }))}
        />
        <PatronField
          label={t('account.card')}
          card={patron}
          onChange={(card) => noticeTexts.look({ patron: card })}
          name="notice-patron"
          scan="whole"
        />
        <FormFoot wrong={lacks === '' ? wrong : lacks} send={t('notices.show')} isBusy={isBusy} />
      </form>
      {fault?.of === 'preview' && <FaultText fault={fault.fault} />}
      {preview !== null && words !== null && (
        <Shown preview={preview} isShort={name === 'short'} isOld={tried === null || !isSameWords(tried, words)} />
      )}
      <Unsaved drafts={drafts} texts={view?.texts ?? []} onOpen={another} />
      {view === null && error !== null && error.of === 'words' && (
        <p className={styles.about}>{sentence(error.error.message)}</p>
      )}
      {set !== undefined && view !== null && (
        <NoticeWords
          key={draftKey(set)}
          set={set}
          isOn={view.isOn}
          words={words ?? set}
          isTyped={draft !== null}
          isSetMeanwhile={draft !== null && !isSameWords(draft.over, set)}
          onType={(next) => {
            noticeTexts.quiet();
            noticeTexts.draft(set, next);
          }}
          onLanguage={(next) => another({ language: next })}
        />
      )}
    </>
  );
}

type UnsavedProps = {
  readonly drafts: NoticeTextsState['drafts'];
  readonly texts: readonly NoticeText[];
  readonly onOpen: (shown: Pick<NoticeText, 'name' | 'language'>) => void;
};

/** Notices with words that are not saved: each is saved by itself. */
function Unsaved({ drafts, texts, onOpen }: UnsavedProps) {
  const { t } = useTranslation();
  const typed = texts.filter((one) => drafts[draftKey(one)] !== undefined);
  if (typed.length === 0) return null;
  return (
    <p className={styles.unsaved}>
      {t('notices.unsaved')}
      {typed.map(({ name, language }) => (
        <DeskButton key={draftKey({ name, language })} look="quiet" onPress={() => onOpen({ name, language })}>
          {t('notices.inLanguage', { name: t(`notices.kind_${name}`), language: t(`notices.language_${language}`) })}
        </DeskButton>
      ))}
    </p>
  );
}

type Preview = NonNullable<NoticeTextsState['preview']>;

function Shown({
  preview: { isOn, channel, isSample, subject, text, short },
  isShort,
  isOld,
}: {
  readonly preview: Preview;
  readonly isShort: boolean;
  /** Other words were typed since. */
  readonly isOld: boolean;
}) {
  const { t } = useTranslation();
  const isText = isShort || channel === 'text';
  const way = channel === null ? t('notices.noWay') : t(`notices.by_${isText ? 'text' : channel}`);
  return (
    <section className={styles.shown} aria-label={t('notices.preview')} aria-live="polite">
      <p className={styles.about}>
        {isOn ? way : t('notices.off')}
        {isSample && ` ${t('notices.sample')}`}
        {isOld && ` ${t('notices.old')}`}
      </p>
      <h3 className={styles.subject}>{isText ? short : subject}</h3>
      {!isText && <p className={styles.text}>{text}</p>}
    </section>
  );
}
