// A downtime sheet: transactions that were written down while nothing was scanned, one a line. Each is previewed before it is recorded, and a refused
// one stays to be corrected.

import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperLineView, PaperView } from '../../../shared/views/paper.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import styles from './paper-sheet.module.css';

export function PaperSheet() {
  const { t } = useTranslation();
  const { paper } = useDesk();
  const { text, moment, zone, checked, recorded, isBusy, error } = useDeskStore(
    (desk) => desk.paper.store,
    (state) => state,
  );
  const esc = useEsc(paper.close);
  const lines = useRef<HTMLTextAreaElement>(null);
  // The pressed button is gone: the focus goes on to the next thing to do.
  useEffect(() => {
    if (checked === null || checked.ready === 0) lines.current?.focus();
  }, [checked, recorded]);
  const isEmpty = text.trim() === '';
  const shown = checked ?? recorded;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('paper.title')}</h2>
        <div className={styles.tools}>
          <DeskButton look="quiet" onPress={() => void paper.print()}>
            <Icon name="print" /> {t('paper.print')}
          </DeskButton>
          <DeskButton look="quiet" onPress={paper.close}>
            {t('common.close')}
          </DeskButton>
        </div>
      </header>
      <form
        className={styles.form}
        data-esc="own"
        ref={esc}
        aria-label={t('paper.title')}
        onSubmit={(event) => {
          event.preventDefault();
          void (checked === null ? paper.check() : paper.record());
        }}
      >
        <p className={styles.about} id="paper-about">
          {t('paper.about')}
        </p>
        {moment !== null && (
          <MomentChoice
            legend={t('paper.starts')}
            moment={moment}
            zone={zone}
            hasTime
            isFirst={false}
            isPast
            onChange={(changed) => paper.change({ moment: changed })}
          />
        )}
        <Textarea
          label={t('paper.lines')}
          aria-describedby="paper-about"
          name="paper-lines"
          className={styles.lines}
          data-scan="lines"
          ref={lines}
          value={text}
          autosize
          minRows={5}
          maxRows={8}
          size="sm"
          placeholder={t('paper.example')}
          onChange={(event) => paper.change({ text: event.currentTarget.value })}
        />
        <div className={styles.foot}>
          <DeskButton
            look={checked === null ? 'main' : 'plain'}
            isDisabled={isBusy || isEmpty}
            onPress={() => void paper.check()}
          >
            {t('paper.check')}
          </DeskButton>
          {checked !== null && checked.ready > 0 && (
            <DeskButton look="main" isSubmit isFirst isDisabled={isBusy}>
              {t('paper.record', { count: checked.ready })}
            </DeskButton>
          )}
        </div>
      </form>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {shown !== null && <Lines view={shown} />}
    </>
  );
}

const SIGNS: Readonly<Record<PaperLineView['state'], IconName>> = {
  ready: 'item',
  known: 'done',
  refused: 'no',
  recorded: 'done',
};

function Lines({ view }: { readonly view: PaperView }) {
  const { t } = useTranslation();
  const said = (['recorded', 'ready', 'known', 'refused'] as const)
    .filter((state) => view[state] > 0)
    .map((state) => t(`paper.count_${state}`, { count: view[state] }));
  return (
    <>
      <p className={styles.counts} aria-live="polite">
        {said.join(' · ')}
      </p>
      <ScrollPlace label={t('paper.list')} className={styles.rows}>
        <table className={styles.table} aria-label={t('paper.list')}>
          <thead>
            <tr>
              {(['line', 'time', 'act', 'patron', 'item', 'told', 'state'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`paper.column_${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {worstFirst(view.lines).map((line) => (
              <Line key={line.line} line={line} />
            ))}
          </tbody>
        </table>
      </ScrollPlace>
    </>
  );
}

/** Lines that have to be corrected stand before the others. */
function worstFirst(lines: readonly PaperLineView[]): readonly PaperLineView[] {
  return lines.toSorted((a, b) => Number(b.state === 'refused') - Number(a.state === 'refused'));
}

function Line({
  line: { line, atText, kind, patron, card, title, barcode, told, state, notes },
}: {
  readonly line: PaperLineView;
}) {
  const { t } = useTranslation();
  return (
    <tr data-state={state}>
      <td className={styles.figure}>{line}</td>
      <td className={styles.short}>{atText}</td>
      <td className={styles.short}>{kind === null ? '' : t(`paper.kind_${kind}`)}</td>
      <td>{patron ?? card}</td>
      <td>
        {title ?? barcode}
        {title !== null && <span className={styles.barcode}> {barcode}</span>}
      </td>
      <td>{told}</td>
      <td>
        <span className={styles.state}>
          <Icon name={SIGNS[state]} size={14} /> {t(`paper.state_${state}`)}
        </span>
        {notes.map((note) => (
          <span key={note} className={styles.note}>
            {note}
          </span>
        ))}
      </td>
    </tr>
  );
}
