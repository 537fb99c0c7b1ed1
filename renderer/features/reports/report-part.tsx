// A report: its question beside, with a drawing where one helps and the table that says the same.

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSectionView, ReportView } from '../../../shared/views/report.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { Teach } from '../../ui/teach.tsx';
import { Drawing } from './drawing.tsx';
import styles from './report-part.module.css';

export function ReportPart() {
  const { t } = useTranslation();
  const report = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state.report,
  );
  const title = useDeskStore(
    (desk) => desk.reports.store,
    ({ choices, kind }) => choices?.find((one) => one.kind === kind)?.title ?? '',
  );
  return (
    <>
      <Busy />
      {report !== null && <Report report={report} />}
      {report === null && (
        <ScrollPlace label={t('reports.shown')} className={styles.place}>
          <h2 className={styles.head}>{title}</h2>
          <Teach steps={[t('reports.teachShow'), t('reports.teachSave'), t('reports.teachScans')]} />
        </ScrollPlace>
      )}
    </>
  );
}

/** Announces to screen readers that a report is being made, and the one shown. */
export function Busy() {
  const { t } = useTranslation();
  const { report, busy } = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state,
  );
  return (
    <p className="unseen" aria-live="polite">
      {busy === 'report' ? t('reports.busy') : (report?.title ?? '')}
    </p>
  );
}

export function Report({ report }: { readonly report: ReportView }) {
  const { t } = useTranslation();
  // In one column the button that asks for it stands far below.
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => scrollIntoSight(head.current), [report]);
  const { title, library, branch, periodText, madeText, audienceText, coverage, sections } = report;
  return (
    <ScrollPlace label={t('reports.shown')} className={styles.place}>
      <article className={styles.report} data-testid="report">
        <h2 ref={head} className={styles.title}>
          {title}
        </h2>
        <p className={styles.period}>{periodText}</p>
        <p className={styles.made}>{[library, branch, madeText, audienceText].filter(Boolean).join(' · ')}</p>
        <ul className={styles.notes} aria-label={t('reports.coverage')}>
          {coverage.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {sections.map((section) => (
          <Section key={section.key} section={section} />
        ))}
      </article>
    </ScrollPlace>
  );
}

function Section({ section }: { readonly section: ReportSectionView }) {
  const { t } = useTranslation();
  const { key, heading, notes, rows, more, drawing } = section;
  return (
    <section className={styles.section} aria-labelledby={`report-${key}`}>
      <h3 id={`report-${key}`} className={styles.heading}>
        {heading}
      </h3>
      {rows.length === 0 ? (
        <p className={styles.made}>{t('reports.nothing')}</p>
      ) : (
        <div className={styles.parts} data-drawing={drawing?.kind}>
          {drawing !== null && <Drawing drawing={drawing} label={t('reports.chart', { heading })} />}
          <ScrollPlace label={t('reports.table', { heading })} className={styles.wide}>
            <Table section={section} />
          </ScrollPlace>
        </div>
      )}
      {more > 0 && <p className={styles.made}>{t('reports.more', { count: more })}</p>}
      {notes.map((note) => (
        <p key={note} className={styles.made}>
          {note}
        </p>
      ))}
    </section>
  );
}

/** As many columns as have room beside the question on a window of a desk. */
const MANY = 7;

function Table({ section: { heading, columns, rows, total } }: { readonly section: ReportSectionView }) {
  const side = (at: number) => (columns[at]?.isFigure === true ? true : undefined);
  const moment = (at: number) => (columns[at]?.isMoment === true ? true : undefined);
  const cells = (row: readonly string[]) =>
    row.map((cell, at) =>
      at === 0 ? (
        <th key={columns[at]?.key} scope="row" data-moment={moment(at)}>
          {cell}
        </th>
      ) : (
        <td key={columns[at]?.key} data-figure={side(at)} data-moment={moment(at)}>
          {cell}
        </td>
      ),
    );
  return (
    <table className={styles.table} aria-label={heading} data-many={columns.length > MANY ? true : undefined}>
      <thead>
        <tr>
          {columns.map(({ key, label }, at) => (
            <th key={key} scope="col" data-figure={side(at)}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // Rows of a report have nothing that names them, and never move.
          <tr key={at}>{cells(row)}</tr>
        ))}
      </tbody>
      {total !== null && (
        <tfoot>
          <tr>{cells(total)}</tr>
        </tfoot>
      )}
    </table>
  );
}
