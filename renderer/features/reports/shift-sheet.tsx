// The shift report on one page, as it is printed and signed: whether the drawers were right first, then money and desk side by side, overrides and
// refusals, and lines to sign. It is the report in fewer words; the files have all of it.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSectionView, ReportView } from '../../../shared/views/report.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Paper } from '../../ui/paper.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './shift-sheet.module.css';

/** Prints the sheet by the page's own printer. */
export function PrintSheet({ report }: { readonly report: ReportView }) {
  const { t } = useTranslation();
  const [isPrinting, setPrinting] = useState(false);
  return (
    <>
      <DeskButton look="quiet" onPress={() => setPrinting(true)}>
        <Icon name="print" /> {t('sheet.print')}
      </DeskButton>
      {isPrinting && (
        <Paper testId="printed-sheet" onEnd={() => setPrinting(false)}>
          <Sheet report={report} />
        </Paper>
      )}
    </>
  );
}

export function ShiftSheet({ report }: { readonly report: ReportView }) {
  return (
    <ScrollPlace label={report.title} className={styles.place}>
      <Sheet report={report} />
    </ScrollPlace>
  );
}

function Sheet({ report }: { readonly report: ReportView }) {
  const { title, library, branch, periodText, madeText, sections } = report;
  const of = (key: string): ReportSectionView | null => sections.find((one) => one.key === key) ?? null;
  const drawer = of('drawer');
  return (
    <article className={styles.sheet} data-testid="report">
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.about}>{[library, branch, periodText, madeText].filter(Boolean).join(' · ')}</p>
      {drawer !== null && <Drawers section={drawer} />}
      <div className={styles.two}>
        <Sums section={of('money')} />
        <Totals section={of('hours')} />
        <List section={of('overrides')} />
        <List section={of('turned_away_reasons')} />
        <List section={counted(of('tally'))} />
        <List section={of('gates')} />
        <List section={timed(of('closing_steps'))} />
        <List section={of('exceptions')} />
      </div>
      <Signatures section={drawer} />
    </article>
  );
}

const at = ({ columns }: ReportSectionView, key: string): number => columns.findIndex((one) => one.key === key);
const cell = (section: ReportSectionView, row: readonly string[], key: string): string => row[at(section, key)] ?? '';
const label = (section: ReportSectionView, key: string): string => section.columns[at(section, key)]?.label ?? '';

/** Each count of a drawer: the amount over or short, large, and beside it the counted amount. */
function Drawers({ section }: { readonly section: ReportSectionView }) {
  const beside = ['counted', 'expected', 'counted_by', 'reason'] as const;
  return section.rows.map((row, number) => {
    const off = cell(section, row, 'over_short');
    return (
      // Rows of a report have nothing that names them, and never move.
      <div key={number} className={styles.drawer}>
        <strong className={styles.off}>{off === '' ? cell(section, row, 'count') : off}</strong>
        <span>
          {beside
            .filter((key) => cell(section, row, key) !== '')
            .map((key) => `${label(section, key)} ${cell(section, row, key)}`)
            .join(' · ')}
        </span>
      </div>
    );
  });
}

type Line = { readonly name: string; readonly figure: string };

function Lines({ heading, lines }: { readonly heading: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{heading}</h3>
      <dl className={styles.lines}>
        {lines.map(({ name, figure }) => (
          <div key={name} className={styles.line}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type SectionProps = { readonly section: ReportSectionView | null };

/** Money by method, after refunds. */
function Sums({ section }: SectionProps) {
  if (section === null) return null;
  const named = (row: readonly string[]): Line => ({
    name: cell(section, row, 'method'),
    figure: cell(section, row, 'net'),
  });
  const total =
    section.total === null ? [] : [{ name: label(section, 'net'), figure: cell(section, section.total, 'net') }];
  return <Lines heading={section.heading} lines={[...section.rows.map(named), ...total]} />;
}

/** Totals of the day. */
function Totals({ section }: SectionProps) {
  const { t } = useTranslation();
  if (section === null || section.total === null) return null;
  const total = section.total;
  const lines = section.columns.flatMap((column, number): Line[] => {
    const isPart = column.key === 'reserves' || column.key === 'equipment';
    return number === 0 || isPart ? [] : [{ name: column.label, figure: total[number] ?? '' }];
  });
  return <Lines heading={t('sheet.desk')} lines={lines} />;
}

/** Rows of a name and a number. */
function List({ section }: SectionProps) {
  if (section === null) return null;
  return <Lines heading={section.heading} lines={section.rows.map(([name = '', figure = '']) => ({ name, figure }))} />;
}

/** Times without their day, which stands at the top. */
function timed(section: ReportSectionView | null): ReportSectionView | null {
  if (section === null) return null;
  return { ...section, rows: section.rows.map(([name = '', at = '']) => [name, at.split(', ').at(-1) ?? at]) };
}

/** Without the lines of nought. */
function counted(section: ReportSectionView | null): ReportSectionView | null {
  return section === null ? null : { ...section, rows: section.rows.filter(([, figure]) => figure !== '0') };
}

/** A line for each person who counted, or an empty one. */
function Signatures({ section }: SectionProps) {
  const { t } = useTranslation();
  const counted = section?.rows.flatMap((row) => cell(section, row, 'counted_by').split(', ')) ?? [];
  const people = [...new Set(counted.filter((name) => name !== ''))];
  const lines = people.length === 0 ? ['', ''] : people;
  return (
    <div className={styles.signs}>
      {lines.map((staff, number) => (
        <p key={number} className={styles.sign}>
          {staff === '' ? '' : t('sheet.signs', { staff })}
        </p>
      ))}
    </div>
  );
}
