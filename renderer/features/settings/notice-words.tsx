// The words of one notice in one language: typed, looked at for faults by the server, and set with a PIN.

import { Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSchema, type Language } from '../../../shared/core/language.ts';
import { NOTICE_ITEM_VALUES_OF, NOTICE_VALUES, type NoticeItemValue } from '../../../shared/core/notice-values.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { NoticeText, NoticeTexts, NoticeWords as Words } from '../../stores/notice-texts-store.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { Choice } from '../../ui/labeled.tsx';
import styles from './notices-section.module.css';

/** As a template has it. */
const written = (value: string): string => `{{ ${value} }}`;
const EACH = ['{% for item in items %}', '{% endfor %}'] as const;

type NoticeWordsProps = {
  readonly set: NoticeText;
  readonly isOn: boolean;
  readonly words: Words;
  readonly isTyped: boolean;
  /** Another person set other words since these were begun. */
  readonly isSetMeanwhile: boolean;
  /** Null = back to what is set. */
  readonly onType: (words: Words | null) => void;
  readonly onLanguage: (language: Language) => void;
};

export function NoticeWords({ set, isOn, words, isTyped, isSetMeanwhile, onType, onLanguage }: NoticeWordsProps) {
  const { t } = useTranslation();
  const { noticeTexts } = useDesk();
  const { isBusy, isSaved, fault, error } = useDeskStore(
    (desk) => desk.noticeTexts.store,
    (all) => all,
  );
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState('');
  const { name, language, subject, text } = set;
  const seen = { subject, text };
  const save = (next: Words | null): void => {
    const lacking = pin === '' ? t('roles.noPin') : '';
    setLacks(lacking);
    if (lacking !== '') return;
    setPin('');
    void noticeTexts.save({ language, name, words: next, seen, pin });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isTyped) return setLacks(t('habits.unchanged'));
    if (words.text.trim() === '' || words.subject.trim() === '') return setLacks(emptyWords(t, name));
    save({ subject: words.subject.trim(), text: words.text });
  };
  const drop = (): void => {
    setPin('');
    onType(null);
  };
  const type = (more: Partial<Words>): void => {
    setLacks('');
    onType({ subject: words.subject, text: words.text, ...more });
  };
  const told = error !== null && error.of === 'words' ? sentence(error.error.message) : '';
  return (
    <form className={styles.words} aria-label={t('notices.words')} onSubmit={submit}>
      <h3 className={styles.subject}>{t('notices.words')}</h3>
      <p className={styles.about}>{t(set.isOwn ? 'notices.isOwn' : 'notices.isUsual')}</p>
      <Choice
        label={t('notices.language')}
        name="notice-language"
        value={language}
        onChange={(value) => onLanguage(LanguageSchema.options.find((one) => one === value) ?? language)}
        options={LanguageSchema.options.map((value) => ({ value, name: t(`notices.language_${value}`) }))}
      />
      {name !== 'short' && (
        <Field
          label={t(name === 'frame' ? 'notices.subjectOfSeveral' : 'notices.subject')}
          value={words.subject}
          onChange={(next) => type({ subject: next })}
          name="notice-subject"
        />
      )}
      <Textarea
        label={t('notices.text')}
        name="notice-text"
        value={words.text}
        autosize
        minRows={4}
        maxRows={16}
        size="sm"
        spellCheck={false}
        onChange={(event) => type({ text: event.currentTarget.value })}
      />
      <Values name={name} />
      {words.text.includes('{%') && <p className={styles.about}>{t('notices.commands')}</p>}
      {set.hasHtml && <p className={styles.about}>{t('notices.hasHtml')}</p>}
      {fault?.of === 'words' && <FaultText fault={fault.fault} />}
      {!isOn && <p className={styles.about}>{t('notices.offAbout')}</p>}
      {isOn && (
        <div className={styles.save}>
          {isTyped && (
            <p className={styles.about}>
              {t('notices.change', { name: t(`notices.kind_${name}`), language: t(`notices.language_${language}`) })}
            </p>
          )}
          {isSaved && !isTyped && <output className={styles.saved}>{t('notices.saved')}</output>}
          <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="notice-pin" />
          {isSetMeanwhile && <SetMeanwhile set={set} />}
          <FormFoot wrong={lacks === '' ? told : lacks} send={t('roles.save')} isBusy={isBusy} hasLines>
            {isTyped && <DeskButton onPress={drop}>{t('habits.drop')}</DeskButton>}
            {set.isOwn && <DeskButton onPress={() => save(null)}>{t('notices.usual')}</DeskButton>}
          </FormFoot>
        </div>
      )}
    </form>
  );
}

/** What lacks where words are empty. A text message has no subject. */
export function emptyWords(t: Translate, name: NoticeText['name']): string {
  return t(name === 'short' ? 'notices.emptyText' : 'notices.empty');
}

/** The words that another person set while others were typed here. */
function SetMeanwhile({ set: { subject, text, name } }: { readonly set: NoticeText }) {
  const { t } = useTranslation();
  return (
    <section className={styles.shown} aria-label={t('notices.setMeanwhile')}>
      <p className={styles.about}>{t('notices.setMeanwhile')}</p>
      {name !== 'short' && <h3 className={styles.subject}>{subject}</h3>}
      <p className={styles.text}>{text}</p>
    </section>
  );
}

/** Values by which a template is filled in. */
function Values({ name }: { readonly name: NoticeText['name'] }) {
  const { t } = useTranslation();
  const isAround = name === 'frame' || name === 'short';
  return (
    <dl className={styles.values}>
      <dt>{t('notices.values')}</dt>
      <dd>
        {[...(isAround ? (['content'] as const) : []), ...NOTICE_VALUES].map((value) => (
          <Value key={value} value={value} means={meansOf(value)} />
        ))}
      </dd>
      {!isAround && (
        <>
          <dt>{t('notices.valuesOfItems')}</dt>
          <dd>
            <code>{EACH[0]}</code>
            {NOTICE_ITEM_VALUES_OF[name].map((value) => (
              <Value key={value} value={`item.${value}`} means={value} />
            ))}
            <code>{EACH[1]}</code>
          </dd>
        </>
      )}
    </dl>
  );
}

type Means = 'content' | NoticeItemValue | 'library' | 'branch' | 'patron';

const meansOf = (value: 'content' | (typeof NOTICE_VALUES)[number]): Means =>
  value === 'library.name'
    ? 'library'
    : value === 'branch.name'
      ? 'branch'
      : value === 'patron.name'
        ? 'patron'
        : value;

function Value({ value, means }: { readonly value: string; readonly means: Means }) {
  const { t } = useTranslation();
  return (
    <span>
      <code>{written(value)}</code> {t(`notices.means_${means}`)}
    </span>
  );
}

/** What is wrong with the words, and what to do. */
export function FaultText({
  fault: { part, what, word, line },
}: {
  readonly fault: NonNullable<NoticeTexts['fault']>;
}) {
  const { t } = useTranslation();
  const place = part === 'subject' || line === null ? t(`notices.part_${part}`) : t('notices.lineOf', { line });
  return (
    <p className={styles.wrong} role="alert">
      {t(`notices.fault_${what}`, { place, word })}
    </p>
  );
}
