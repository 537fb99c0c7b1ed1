// Codes of the demo library to try without a scanner; nothing elsewhere.

import { useDesk, useDeskStore } from '../desk/desk-context.ts';
import styles from './demo-codes.module.css';

type DemoCodesProps = { readonly kind: 'patrons' | 'items'; readonly label: string; readonly most?: number };

export function DemoCodes({ kind, label, most = 6 }: DemoCodesProps) {
  const { work, clock } = useDesk();
  const codes = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.demo?.[kind],
  );
  if (codes === undefined) return null;
  return (
    <section className={styles.codes} aria-label={label}>
      <span className={styles.label}>{label}</span>
      <span className={styles.list}>
        {codes.slice(0, most).map((code) => (
          <button
            key={code}
            type="button"
            className={styles.code}
            onClick={() => work.takeText(code, { atMono: clock.mono(), scanned: true })}
          >
            {code}
          </button>
        ))}
      </span>
    </section>
  );
}
