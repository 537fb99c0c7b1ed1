// In the demo library and in practice: the people who may sign in, with their PINs. One press signs in.

import { useTranslation } from 'react-i18next';
import type { DeskView } from '../../../shared/views/session.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import styles from './demo-staff.module.css';

type DemoStaffProps = {
  readonly staff: NonNullable<DeskView['demo']>['staff'];
  readonly onChoose: (staff: string, pin: string) => void;
};

export function DemoStaff({ staff, onChoose }: DemoStaffProps) {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const isPractice = practice.isOn();
  const title = t(isPractice ? 'practice.signIn' : 'signIn.demoTitle');
  return (
    <section className={styles.demo} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{t(isPractice ? 'practice.signInText' : 'signIn.demoText')}</p>
      <ul>
        {staff.map((person) => (
          <li key={person.staff}>
            <button type="button" className={styles.person} onClick={() => onChoose(person.staff, person.pin)}>
              <strong>{person.staff}</strong>
              <span>{isKnownWord('role', person.role) ? t(`role.${person.role}`) : person.role}</span>
              <span className={styles.pin}>{t('signIn.demoPin', { pin: person.pin })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
