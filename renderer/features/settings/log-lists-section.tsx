// The lists of this branch for its log: steps of opening and closing, gates with a counter, subjects of questions; a line each.

import { Textarea } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LINE_LETTERS, LOG_LISTS, MOST_LINES, type LogList } from '../../../shared/core/log-lists.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { FormFoot } from '../../ui/form-foot.tsx';
import styles from './log-lists.module.css';

export function LogListsSection() {
  const { t } = useTranslation();
  const { log } = useDesk();
  useEffect(() => void log.load(), [log]);
  const lists = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.lists ?? null,
  );
  const branch = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.branchName ?? '',
  );
  return (
    <div className={styles.lists}>
      <p className={styles.about}>{t('log.listsAbout', { branch })}</p>
      {lists !== null && LOG_LISTS.map((list) => <ListForm key={list} list={list} lines={lists[list]} />)}
    </div>
  );
}

const linesOf = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);

function ListForm({ list, lines }: { readonly list: LogList; readonly lines: readonly string[] }) {
  const { t } = useTranslation();
  const { log } = useDesk();
  const form = `list/${list}`;
  const { typed, fault, isBusy } = useDeskStore(
    (desk) => desk.log.store,
    (state) => state,
  );
  const [isSaved, setSaved] = useState(false);
  const [missing, setMissing] = useState('');
  const text = typed[`${form}.lines`] ?? lines.join('\n');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = linesOf(text);
    const isTooLong = given.some((line) => line.length > LINE_LETTERS) || given.length > MOST_LINES;
    setMissing(isTooLong ? t('log.tooLong', { lines: MOST_LINES, letters: LINE_LETTERS }) : '');
    if (!isTooLong) void log.send(form, 'log.editList', { list, lines: given }).then(setSaved);
  };
  const wrong = fault?.form === form ? sentence(fault.error.message) : missing;
  return (
    <form className={styles.list} aria-label={t(`logList.${list}`)} onSubmit={submit}>
      <Textarea
        label={t(`logList.${list}`)}
        name={`log-${list}`}
        value={text}
        autosize
        minRows={3}
        maxRows={14}
        size="sm"
        onChange={(event) => {
          setSaved(false);
          log.type(`${form}.lines`, event.currentTarget.value);
        }}
      />
      <p className={styles.about}>{t(`logListHint.${list}`)}</p>
      {isSaved && <output className={styles.saved}>{t('log.saved')}</output>}
      <FormFoot wrong={wrong} send={t('log.saveList')} isBusy={isBusy} hasLines />
    </form>
  );
}
