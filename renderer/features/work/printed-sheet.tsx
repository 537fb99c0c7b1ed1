// The empty downtime sheet on paper, from any place of the page. On the screen it is not seen.

import type { ReportView } from '../../../shared/views/report.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { Paper } from '../../ui/paper.tsx';
import styles from './printed-sheet.module.css';

export function PrintedSheet() {
  const { paper } = useDesk();
  const printing = useDeskStore(
    (desk) => desk.paper.store,
    (state) => state.printing,
  );
  if (printing === null) return null;
  return (
    <Paper testId="printed-downtime-sheet" className={styles.sheet} onEnd={paper.printEnded}>
      <Sheet view={printing} />
    </Paper>
  );
}

function Sheet({ view: { title, library, branch, madeText, coverage, sections } }: { readonly view: ReportView }) {
  return (
    <>
      <h1>{title}</h1>
      <p>{[library, branch, madeText].filter(Boolean).join(' · ')}</p>
      {coverage.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {sections.map(({ key, heading, columns, rows }) => (
        <table key={key} aria-label={heading}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              // Empty lines have nothing that names them, and never move.
              <tr key={line}>
                {row.map((text, at) => (
                  <td key={at}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}
